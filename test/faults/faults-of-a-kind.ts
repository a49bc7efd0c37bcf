import type { IncomingMessage, ServerResponse } from "node:http";
import type { Behaviour } from "./any-origin";

/** What a fault means for a request that may be sent again. */
type Meaning =
  /** It may be another one next time, after a pause of our own. */
  | "may pass"
  /** The same, and it was certainly not done. */
  | "throttled"
  /** It is another one next time, or for good: that depends on who answers. */
  | "is nonsense";

/** One thing that can go wrong with a request, whatever it is for. */
export interface KindFault {
  readonly name: string;
  readonly means: Meaning;
  readonly behaviour: Behaviour;
  /** Exactly so long whoever answers asks to wait. */
  readonly asksMs?: number;
  /** Each attempt ends by its own time limit. */
  readonly takesTime?: boolean;
}

/** What no message may show, in whatever way a service has written it. */
export const hidden = /hush|a-token|(?!\n)\p{Cc}|\p{Bidi_Control}/u;

const words = [
  "See https://store.example/c?sig=hush and \u001b]0;owned\u0007\u001b[2J\u202eit\u2066.",
  'Bearer a-token {"client_secret":"hush"} Token a-token has expired',
].join("\n");
const asJson = { code: `Odd\u001b[2J ${words}`, message: words, target: words, details: [{ target: words }] };
const refusal = JSON.stringify({ error: asJson, error_description: words, message: words });
const html = `<!DOCTYPE html><html><head><title>${words}</title></head><body><p>${words}</p></body></html>`;
const xml = `<?xml version="1.0"?><Error><Code>${words}</Code><Message>${words}</Message></Error>`;

const json = { "content-type": "application/json" };
const refuses =
  (status: number, headers = {}, body = ""): Behaviour =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

/** Writes to the connection itself, as no HTTP server would. */
const writes =
  (text: string): Behaviour =>
  ({ socket }) =>
    socket.end(text);

function every(ms: number, { socket }: IncomingMessage, step: () => void): void {
  const timer = setInterval(() => (socket.writable ? step() : clearInterval(timer)), ms);
  socket.on("close", () => clearInterval(timer));
}

const drips: Behaviour = (request) => {
  const letters = [..."HTTP/1.1 200 OK\r\nX-Long: ".padEnd(10_000, "x")];
  every(20, request, () => request.socket.write(letters.shift() ?? "x"));
};
const saysWait: Behaviour = (request, response: ServerResponse) =>
  every(20, request, () => response.writeProcessing());
const stopsInside: Behaviour = (_, response) =>
  void response.writeHead(200, { ...json, "content-length": "1000" }).flushHeaders();
const breaksInside: Behaviour = (request, response) => {
  response.writeHead(200, { ...json, "content-length": "1000" });
  response.write("{", () => request.socket.destroy());
};

const mayPass = (name: string, behaviour: Behaviour, rest: Partial<KindFault> = {}): KindFault => ({
  name,
  means: "may pass",
  behaviour,
  ...rest,
});
const nonsense = (name: string, behaviour: Behaviour): KindFault => ({
  name,
  means: "is nonsense",
  behaviour,
});

/** An hour ahead of this machine's clock, and consistent in itself. */
const theirTime = {
  date: "Sun, 01 Mar 2026 13:00:00 GMT",
  "retry-after": "Sun, 01 Mar 2026 13:00:07 GMT",
};

/** Those that `npm test` tries. */
export const fewFaults: readonly KindFault[] = [
  mayPass("503", refuses(503)),
  mayPass("a broken connection", ({ socket }) => socket.destroy()),
  {
    name: "429 with a time",
    means: "throttled",
    behaviour: refuses(429, { "retry-after": "7" }),
    asksMs: 7_000,
  },
];

/** The rest of what is known to go wrong. */
export const moreFaults: readonly KindFault[] = [
  ...[408, 500, 502, 504].map((status) => mayPass(String(status), refuses(status))),
  mayPass("503 with words", refuses(503, json, refusal)),
  mayPass("503 with a time", refuses(503, { "retry-after": "7" }), { asksMs: 7_000 }),
  mayPass("503 with a moment, by a clock of its own", refuses(503, theirTime), { asksMs: 7_000 }),
  mayPass("503 with a time that nobody can read", refuses(503, { "retry-after": "soon" })),
  { name: "429", means: "throttled", behaviour: refuses(429) },
  mayPass("no HTTP", writes("220 smtp.example ready\r\n\r\n")),
  mayPass("half a header", writes("HTTP/1.1 200 OK\r\nContent-Le")),
  mayPass("half an answer", breaksInside),
  mayPass("nothing", () => undefined, { takesTime: true }),
  mayPass("a header, letter by letter", drips, { takesTime: true }),
  mayPass("102 again and again", saysWait, { takesTime: true }),
  mayPass("a header and no body", stopsInside, { takesTime: true }),
  ...[400, 401, 402, 403, 404, 405, 409, 410, 411, 412, 413, 415, 416, 422, 451, 501, 505].map((status) =>
    nonsense(`${status} with words`, refuses(status, json, refusal)),
  ),
  nonsense("403 in XML", refuses(403, { "content-type": "application/xml" }, xml)),
  nonsense("400 as a page", refuses(400, { "content-type": "text/html" }, html)),
  ...[301, 302, 303, 307, 308].map((status) =>
    nonsense(`${status}`, refuses(status, { location: "https://elsewhere.example/c?sig=hush" })),
  ),
  nonsense("304", refuses(304)),
  nonsense("a page", refuses(200, { "content-type": "text/html" }, html)),
  nonsense("an empty answer", refuses(200)),
  nonsense("204", refuses(204)),
  nonsense("half JSON", refuses(200, json, '{"value": [')),
  nonsense("JSON of another shape", refuses(200, json, JSON.stringify([words]))),
  nonsense("null", refuses(200, json, "null")),
  nonsense("JSON that is nested deep", refuses(200, json, "[".repeat(20_000))),
];
