import { MockAgent } from "undici";
import { createSession, type Session } from "../provider/dynamic/session";
import { ENDPOINT, standingClock } from "./scripted-service";

/** What a service answers a request with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The provider's session in front of a service that is a function: everything is real but the wire itself. */
export function answeringService(answer: (verb: string, path: string) => Answer) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const requests: string[] = [];
  agent
    .get(ENDPOINT)
    .intercept({ path: () => true, method: () => true })
    .reply(({ method, path }) => {
      requests.push(`${method} ${path}`);
      const { status, body } = answer(method, path);
      return { statusCode: status, data: typeof body === "string" ? body : JSON.stringify(body) };
    })
    .persist();
  const said: string[] = [];
  const session: Session = createSession({
    network: agent,
    clock: standingClock(),
    say: (message) => void said.push(message),
    environment: {
      DEVCENTER_ENDPOINT: ENDPOINT,
      DEVCENTER_ACCESS_TOKEN: "a-token",
      DEVCENTER_JOURNAL_DIRECTORY: "none",
    },
  });
  return { session, requests, said, close: () => agent.close() };
}
