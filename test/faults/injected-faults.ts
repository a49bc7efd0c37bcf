import type { Door, Fault, FaultAction } from "devcenter-emulator";
import type { Environment } from "../../provider/api/auth/settings";

/** One thing that can go wrong with a request: a column of the table. */
export interface InjectedFault {
  readonly name: string;
  /** What hits the request, or undefined where that makes no sense for one that only reads. */
  action(writes: boolean): FaultAction | undefined;
  /** What hits the token endpoint besides. */
  readonly authority?: Fault;
  /** How far the clock of the machine is ahead of the service's. */
  readonly aheadMs?: number;
  /** Settings of the provider. */
  readonly environment?: Environment;
  /** The run itself may end by it: no answer is worth anything, or all of them hang on time. */
  readonly mayEndTheRun?: boolean;
}

type Answer = Extract<FaultAction, { respond: unknown }>["respond"];

const gateway = (statusCode: number, message: string) => ({ statusCode, message, activityId: "a" });
const page = "<!DOCTYPE html><html><head><title>Sign in to the proxy</title></head><body>…</body></html>";
const html = { "content-type": "text/html" };
const minuteMs = 60_000;
/** On a busy machine a right answer may take longer. */
const impatient = { environment: { DEVCENTER_REQUEST_TIMEOUT_SECONDS: "0.3" }, mayEndTheRun: true };
/** A token that can be renewed, instead of the ready one. */
const signedIn = { DEVCENTER_ACCESS_TOKEN: "" };

function answers(name: string, respond: Answer, rest: Partial<InjectedFault> = {}): InjectedFault[] {
  return [
    { name, action: () => ({ respond }), ...rest },
    { name: `${name}, done`, action: (writes) => (writes ? { respond, effect: true } : undefined), ...rest },
  ];
}

function refuses(name: string, respond: Answer): InjectedFault {
  return { name, action: () => ({ respond }) };
}

const throttled = "Rate limit is exceeded. Try again in 1 seconds.";

export const injectedFaults: readonly InjectedFault[] = [
  { name: "lost before", action: () => ({ drop: "before" }) },
  { name: "lost after", action: () => ({ drop: "after" }) },
  refuses("429, header", { status: 429, headers: { "retry-after": "1" }, body: gateway(429, "Slow down.") }),
  refuses("429, message", { status: 429, body: gateway(429, throttled) }),
  refuses("429", { status: 429 }),
  ...answers("500", { status: 500, body: gateway(500, "Internal server error") }),
  ...answers("502", { status: 502, headers: html, body: page }),
  ...answers("503", { status: 503 }),
  ...answers("HTML", { status: 200, headers: html, body: page }, { mayEndTheRun: true }),
  ...answers("half JSON", { status: 200, body: '{"data": {"templateId": 1' }, { mayEndTheRun: true }),
  { name: "cut short", action: () => ({ truncate: 20 }) },
  { name: "hang", action: () => ({ hang: "forever" }), ...impatient },
  {
    name: "hang, done",
    action: (writes) => (writes ? { hang: "forever", effect: true } : undefined),
    ...impatient,
  },
  { name: "slow drip", action: () => ({ drip: 10 }), ...impatient },
  {
    name: "token expired",
    action: () => ({ respond: { status: 401, body: gateway(401, "The token has expired.") } }),
    environment: signedIn,
  },
  {
    name: "and none to be had",
    action: () => ({ respond: { status: 401, body: gateway(401, "The token has expired.") } }),
    // The first is that of the sign-in.
    authority: {
      match: { door: "authority", method: "POST" },
      after: 1,
      times: 4,
      action: { respond: { status: 503 } },
    },
    environment: signedIn,
    mayEndTheRun: true,
  },
  { name: "lost after, clock fast", action: () => ({ drop: "after" }), aheadMs: 20 * minuteMs },
  { name: "lost after, clock slow", action: () => ({ drop: "after" }), aheadMs: -20 * minuteMs },
];

/** What the emulator is asked for so that the fault hits the request of this number at this door, from now on. */
export function faultsOf(fault: InjectedFault, action: FaultAction, door: Door, after: number): Fault[] {
  return [{ match: { door }, after, action }, ...(fault.authority ? [fault.authority] : [])];
}
