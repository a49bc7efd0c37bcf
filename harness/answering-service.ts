import { MockAgent } from "undici";
import type { Clock } from "../provider/api/http/clock";
import { createSession, type Session } from "../provider/dynamic/session";
import { ENDPOINT, standingClock } from "./scripted-service";

/** What a service answers a request with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** How a service answers a request. */
export type Answering = (verb: string, path: string) => Answer;

/** One service for many visits, each with answers of its own: to open one costs more than a visit. */
export interface AnsweringService {
  /** A provider's session in front of it, everything real but the wire itself; requests are those since then. */
  visit(
    answering: Answering,
    surroundings?: { readonly clock?: Clock; readonly say?: (message: string) => void },
  ): { readonly session: Session; readonly requests: readonly string[] };
  close(): Promise<void>;
}

export function openAnsweringService(): AnsweringService {
  const agent = new MockAgent();
  agent.disableNetConnect();
  let answering: Answering = () => ({ status: 404, body: "" });
  let requests: string[] = [];
  agent
    .get(ENDPOINT)
    .intercept({ path: () => true, method: () => true })
    .reply(({ method, path }) => {
      requests.push(`${method} ${path}`);
      const { status, body } = answering(method, path);
      return { statusCode: status, data: typeof body === "string" ? body : JSON.stringify(body) };
    })
    .persist();
  return {
    visit(given, { clock = standingClock(), say = () => undefined } = {}) {
      answering = given;
      requests = [];
      const session = createSession({
        network: agent,
        clock,
        say,
        environment: {
          DEVCENTER_ENDPOINT: ENDPOINT,
          DEVCENTER_ACCESS_TOKEN: "a-token",
          DEVCENTER_JOURNAL_DIRECTORY: "none",
        },
      });
      return { session, requests };
    },
    close: () => agent.close(),
  };
}
