import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createClock, type Emulator, type EmulatorOptions, start } from "devcenter-emulator";
import type { Environment } from "../provider/api/auth/settings";
import { openNetwork } from "../provider/api/http/dispatcher";
import { providerText } from "../provider/dynamic/dev-center-resource";
import { createHandlers } from "../provider/dynamic/handlers";
import { createSession } from "../provider/dynamic/session";
import type { Lifecycle, Values } from "../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../provider/lifecycles/registry";
import { inTheField } from "./in-the-field";
import { type Kind, SAMPLES } from "./sample-inputs";

/** The moment at which the emulated Dev Center stands still. */
export const NOW = "2026-03-01T12:00:00.000Z";

/** The handlers of every kind, as one provider process has them, in front of an emulated Dev Center. */
export interface ProviderProcess {
  /** What the person at the terminal was told. */
  readonly said: readonly string[];
  /** @param decisions instead of the lifecycle's own */
  handlers(kind: Kind, decisions?: Partial<Lifecycle>): ReturnType<typeof createHandlers>;
  /** Tells it that the run is over. */
  conclude(): void;
  /** Tells it that the engine has everything, as the engine does at the end of a run. */
  settle(): void;
  close(): Promise<void>;
}

/** An emulated Dev Center whose clock stands still until a test advances it. */
export function startEmulator(
  options: Pick<EmulatorOptions, "accessToken" | "fieldBehavior"> = {},
): Promise<Emulator> {
  return start({
    fieldBehavior: inTheField(),
    ...options,
    port: 0,
    clock: createClock({ start: NOW, speed: 0 }),
  });
}

/**
 * Real connections, real TLS, real sign-in; only waiting is over at once.
 *
 * @param environment settings beside, or instead of, those that lead to the emulator
 * @param trusted whether the certificate authority of the emulator is known to the machine
 * @param timePasses whether a wait moves the emulator's clock on
 * @param aheadMs how far this machine's clock is ahead of the service's
 */
export function startProvider(
  emulator: Emulator,
  environment: Environment = {},
  { trusted = true, timePasses = false, aheadMs = 0 } = {},
): ProviderProcess {
  // A proxy of the machine that runs the tests has no way to its loopback interface.
  process.env.NO_PROXY = "127.0.0.1,localhost";
  const said: string[] = [];
  const network = openNetwork({ requestTimeoutMs: 10_000, ...(trusted ? { ca: emulator.ca } : {}) });
  const session = createSession({
    network,
    clock: {
      now: () => new Date(emulator.clock.now().getTime() + aheadMs),
      wait: async (ms) => {
        if (timePasses) emulator.clock.advance(ms);
        // Whoever waits lets others have their turn.
        await nextTurn();
      },
    },
    say: (message) => void said.push(message),
    environment: {
      DEVCENTER_ENDPOINT: emulator.url,
      AZURE_AUTHORITY_HOST: emulator.authorityHost,
      AZURE_TENANT_ID: emulator.credentials.tenantId,
      AZURE_CLIENT_ID: emulator.credentials.clientId,
      AZURE_CLIENT_SECRET: emulator.credentials.clientSecret,
      DEVCENTER_JOURNAL_DIRECTORY: "none",
      ...environment,
    },
  });
  return {
    said,
    handlers: (kind, decisions = {}) => createHandlers({ ...lifecycleOf(kind), ...decisions }, session),
    conclude: () => session.conclude(),
    settle: () => session.confirm(),
    close: () => network.close(),
  };
}

export function lifecycleOf(kind: Kind): Lifecycle {
  return lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
}

/** Right inputs of a kind, as the check hands them over: with the text that leads back to us. */
export function inputsOf(kind: Kind, change: Values = {}): Record<string, unknown> {
  const whole = { ...SAMPLES[kind], __provider: providerText(kind), ...change };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** The requests that reached the emulator, as `POST /path`. */
export function requestsOf(emulator: Emulator, ending: string | RegExp = /./): string[] {
  const lines = emulator.requests.map(({ method, path }) => `${method} ${path}`);
  return lines.filter((line) => (typeof ending === "string" ? line.endsWith(ending) : ending.test(line)));
}

/** The error that a handler throws, with what Pulumi would read of it. */
export async function handlerFailure(
  promise: Promise<unknown>,
): Promise<Error & { id?: string; properties?: Values; reasons?: string[] }> {
  return promise.then(
    () => assert.fail("it did not fail"),
    (error: Error) => error,
  );
}
