import type { Command } from "commander";
import { stoppable, systemClock } from "pulumi-devcenter/internal";
import type {
  DevCenter,
  Environment,
  Overrides,
  StackConfiguration,
} from "pulumi-devcenter/internal/dev-center";
import type { Context } from "pulumi-devcenter/internal/lifecycles";
import { readStackConfiguration } from "./stack-configuration";
import type { Terminal } from "./terminal";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly stack?: string;
  readonly endpoint?: string;
}

/** What a command works with. */
export interface Session {
  readonly devCenter: DevCenter;
  /** Endpoint and application: what identifies an account. No secret. */
  readonly account: string;
  readonly terminal: Terminal;
  /** For the decisions of lifecycles. */
  readonly context: Context;
  readonly show: Show;
  /** The time by which files are kept: this machine's, and the service's as far as its responses have shown. */
  readonly keepingClock: KeepingClock;
}

export interface KeepingClock {
  now(): Date;
  /** Undefined for a local Dev Center, whose clock can be moved at will. */
  readonly serviceTime?: ((ours: Date) => Date) | undefined;
}

/** Prints a result: as JSON when that was asked for, else as the text. */
export type Show = (result: unknown, text: () => string) => void;

/** Opens the session of one command, when its arguments are known to be right; the signal ends what it waits for. */
export type OpenSession = (command: Command, signal?: AbortSignal) => Promise<Session>;

/**
 * Settings come from the options, then from the stack where one is named, then from the environment.
 *
 * @param network the connections of every session; by default each opens its own
 */
export function sessionsOn(
  terminal: Terminal,
  environment: Environment,
  network?: Overrides["network"],
): OpenSession {
  return async (command, signal = new AbortController().signal) => {
    const { stack, endpoint } = command.optsWithGlobals<GlobalOptions>();
    const configured = await readStackConfiguration(stack, signal);
    const { devCenter, account, address } = await open(
      (key) => (key === "devcenter:endpoint" && endpoint) || configured(key),
      environment,
      { signal, say: terminal.say, ...(network && { network }) },
    );
    return {
      devCenter,
      account,
      terminal,
      context: {
        devCenter,
        clock: stoppable(systemClock, signal),
        signal,
        // A command makes nothing that a resource could own.
        isManaged: () => false,
        log: terminal.say,
      },
      show: showOn(terminal, command),
      keepingClock: {
        now: () => systemClock.now(),
        serviceTime: isLocal(address) ? undefined : devCenter.serviceTime,
      },
    };
  };
}

/** For commands that ask the service for nothing, too. */
export function showOn(terminal: Terminal, command: Command): Show {
  const { json = false } = command.optsWithGlobals<GlobalOptions>();
  return (result, text) => terminal.print(json ? JSON.stringify(result, digits, 2) : text());
}

/** The libraries for network, tokens and schemas come only now, for --help has no use for them. */
async function open(configuration: StackConfiguration, environment: Environment, surroundings: Overrides) {
  const { openDevCenter, resolveSettings, settingsWarning } = await import(
    "pulumi-devcenter/internal/dev-center"
  );
  const settings = resolveSettings(configuration, environment);
  const warning = settingsWarning(settings);
  if (warning !== undefined) surroundings.say?.(warning);
  const { endpoint, identity } = settings;
  const application =
    identity.kind === "application" ? `${identity.tenantId} ${identity.clientId}` : identity.kind;
  return {
    devCenter: openDevCenter(settings, surroundings),
    address: endpoint,
    account: `${endpoint} ${application}`,
  };
}

function isLocal(endpoint: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(endpoint).hostname);
}

/** JSON has no numbers above 2^53 that every reader keeps. */
function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
