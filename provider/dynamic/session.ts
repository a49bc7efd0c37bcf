import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  checkPlainSettings,
  type Environment,
  resolveSettings,
  type Settings,
  type StackConfiguration,
  settingsWarning,
} from "../api/auth/settings";
import type { DevCenter, Overrides } from "../api/dev-center";
import { type Clock, systemClock } from "../api/http/clock";
import { type Declaring, noneDeclared } from "../exactly-once/declared-resources";
import { type Journal, type JournalClock, noJournal, openJournal } from "../exactly-once/journal";
import { type Claims, claimOf } from "../exactly-once/ownership";
import { unclaimedText } from "../exactly-once/unclaimed";
import type { Context, Seen, Values } from "../lifecycles/core/lifecycle";
import { sayable } from "../model/secret-texts";
import { createInterruption } from "./interruption";
import { hintOnOldConfiguration } from "./old-configuration";

/** What all handlers of one process share: the configuration, and through it one token, one pool and one limiter. */
export interface Session {
  /** Keeps the stack's configuration; opens nothing. The first kind that is configured speaks for all. */
  configure(stack: StackConfiguration): void;
  /** Throws a ConfigurationError where a setting is malformed, without needing a credential. */
  checkSettings(): void;
  /** What lifecycles work with; opened at the first call, for previews may run without a credential. */
  context(): Context;
  /** The same for a short look, which gives up soon: without credential or network a preview goes on all the same. */
  glance(): Context;
  journal(): Journal;
  readonly claims: Claims;
  /** What the program has declared in this run. */
  readonly declared: Declaring;
  /** The engine spoke of this object: it has it in state. */
  engineKnows(kind: string, id: string): void;
  /** What the engine said of objects that other kinds are warned by. */
  readonly seen: Seen;
  saw(noun: string, id: string, values: Values): void;
  /** Says a warning, unless this process has said it. */
  warn(message: string): void;
  /** Notes which inputs of a resource, by its URN, the program marked as secrets. */
  keepSecrets(resource: unknown, names: readonly string[]): void;
  secretsOf(resource: unknown): readonly string[];
  /** What to say where a refresh or a destroy could not sign in: Pulumi hands them the configuration of the last up. */
  hintOnOldConfiguration(error: unknown): string | undefined;
  /** The engine asked something, so it may not have asked everything yet. */
  engineSpeaks(): void;
  /** Runs a handler that changes something, so that `idle` can tell when all are done. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  readonly idle: boolean;
  /** The run is over: says what killed runs began and no resource of the program claims. */
  conclude(): void;
  /** The engine has everything that this process has made. */
  settle(): void;
  /** Ends waits and transfers; handlers then report what is half made. */
  interrupt(): void;
}

export interface SessionOptions extends Pick<Overrides, "network" | "clock"> {
  readonly environment: Environment;
  readonly say: (message: string) => void;
}

/** How long a preview waits for one answer about what is to be imported. */
const glanceMs = 10_000;
const lookMs = 50;
const quietLooks = 20;
const mostLooks = 200;

export function createSession({ environment, say, ...surroundings }: SessionOptions): Session {
  const tell = (message: string) => say(sayable(message));
  const { clock, signal, interrupt } = createInterruption(surroundings.clock ?? systemClock);
  let stack: StackConfiguration | undefined;
  let opened: { settings: Settings; devCenter: DevCenter; journal: Journal } | undefined;
  let glanced: DevCenter | undefined;
  let words = 0;
  let atWork = 0;
  let lastTurn: Promise<void> = Promise.resolve();
  const taken = new Set<string>();
  const warned = new Set<string>();
  const seen = new Map<string, Map<string, Values>>();
  const secrets = new Map<unknown, readonly string[]>();
  const declared = noneDeclared();
  const lookUp: StackConfiguration = (key) => stack?.(key);

  function warn(message: string): void {
    if (!warned.has(message)) tell(message);
    warned.add(message);
  }

  function open() {
    if (opened !== undefined) return opened;
    const settings = resolveSettings(lookUp, environment);
    // The libraries for network and tokens come only now: a run that changes nothing needs none of them.
    const { openDevCenter } = require("../api/dev-center") as typeof import("../api/dev-center");
    const devCenter = openDevCenter(settings, { ...surroundings, clock, signal, say: tell });
    opened = {
      settings,
      devCenter,
      journal: journalOf(settings, { now: () => clock.now(), heardTimes: devCenter.heardTimes }),
    };
    return opened;
  }

  function contextOf(devCenter: DevCenter): Context {
    const isManaged = (displayName: string, id: string) => taken.has(claimOf(displayName, id));
    return { devCenter, isManaged: isManaged, log: tell, clock, signal };
  }

  function glance(): Context {
    const { settings } = open();
    const { openDevCenter } = require("../api/dev-center") as typeof import("../api/dev-center");
    const requestTimeoutMs = Math.min(settings.requestTimeoutMs, glanceMs);
    glanced ??= openDevCenter(
      { ...settings, requestTimeoutMs, retryTimeoutMs: 0 },
      { ...surroundings, clock, signal },
    );
    return contextOf(glanced);
  }

  function conclude(): void {
    if (declared.isEmpty) return;
    try {
      const { journal } = opened ?? {
        journal: journalOf(resolveSettings(lookUp, environment), { now: () => clock.now() }),
      };
      for (const entry of journal.unclaimed(declared, taken)) warn(unclaimedText(entry));
    } catch {
      // A preview without credentials: whose journal it would be is not known, and the run is over.
    }
  }

  /**
   * One creation after the other: as many as the engine runs at a time keep it from naming the next resource, so its
   * silence means something only for the first of those who wait; when that goes on, the engine speaks again.
   */
  function engineHasSpoken(): Promise<void> {
    const turn = lastTurn.then(() => quiet(clock, () => words));
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  return {
    configure(given) {
      stack ??= given;
    },
    checkSettings() {
      const warning = settingsWarning(checkPlainSettings(lookUp, environment));
      if (warning !== undefined) warn(warning);
    },
    context: () => contextOf(open().devCenter),
    glance,
    journal: () => open().journal,
    claims: { taken, found: new Set(), engineHasSpoken },
    declared,
    engineKnows(kind, id) {
      words += 1;
      taken.add(claimOf(kind, id));
      opened?.journal.known(kind, id);
    },
    seen: (noun) => seen.get(noun) ?? new Map(),
    saw(noun, id, values) {
      seen.set(noun, (seen.get(noun) ?? new Map<string, Values>()).set(id, values));
    },
    warn,
    keepSecrets: (resource, names) => void secrets.set(resource, names),
    secretsOf: (resource) => secrets.get(resource) ?? [],
    hintOnOldConfiguration: (error) => hintOnOldConfiguration(error, lookUp),
    engineSpeaks() {
      words += 1;
    },
    async busy(work) {
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
      }
    },
    get idle() {
      return atWork === 0;
    },
    conclude,
    settle: () => opened?.journal.settle(),
    interrupt,
  };
}

/**
 * The engine asks about the resources that it has as the program names them, a few milliseconds apart. Counted in looks
 * instead of time: on a busy machine time passes without anybody having had a turn to speak.
 */
async function quiet(clock: Clock, words: () => number): Promise<void> {
  let heard = words();
  for (let looks = 0, silent = 0; looks < mostLooks && silent < quietLooks; looks++) {
    await clock.wait(lookMs);
    silent = words() === heard ? silent + 1 : 0;
    heard = words();
  }
}

function journalOf({ journalDirectory, endpoint, identity }: Settings, clock: JournalClock): Journal {
  if (journalDirectory === undefined) return noJournal;
  const tenant = identity.kind === "application" ? identity.tenantId : undefined;
  const client = identity.kind === "ready token" ? undefined : identity.clientId;
  // Two projects, or two accounts, never take over from each other.
  const scope = JSON.stringify([endpoint, identity.kind, tenant, client, process.cwd()]);
  return openJournal(
    join(journalDirectory, createHash("sha256").update(scope).digest("hex").slice(0, 16)),
    clock,
  );
}
