import type { Environment, StackConfiguration } from "../api/auth/settings";
import type { DevCenter, Overrides } from "../api/dev-center";
import { systemClock } from "../api/http/clock";
import type { Journal } from "../exactly-once/journal";
import { Ownership } from "../exactly-once/ownership";
import { unclaimedText } from "../exactly-once/unclaimed";
import type { Context } from "../lifecycles/core/lifecycle";
import { safeToShow } from "../model/secret-texts";
import { createInterruption } from "./interruption";
import { hintOnOldConfiguration } from "./old-configuration";
import { createRunMemory, type RunMemory } from "./run-memory";
import { RunningHandlers } from "./running-handlers";
import { ServiceConnection } from "./service-connection";

/** What all handlers of one process share: the configuration, and through it one token, one pool and one limiter. */
export interface Session extends RunMemory {
  /** Keeps the stack's configuration; opens nothing. The first kind that is configured speaks for all. */
  configure(stack: StackConfiguration): void;
  /** Throws a ConfigurationError where a setting is malformed, without needing a credential. */
  checkSettings(): void;
  /** What lifecycles work with; opened at the first call, for previews may run without a credential. */
  context(): Context;
  /** The same for a preview, which goes on without credential or network: it gives up soon. */
  previewContext(): Context;
  journal(): Journal;
  readonly ownership: Ownership;
  /** What to say where a refresh or a destroy could not sign in: Pulumi hands them the configuration of the last up. */
  hintOnOldConfiguration(error: unknown): string | undefined;
  /** The handlers at work that change something. */
  readonly running: RunningHandlers;
  /** The run is over: warns of what killed runs began and no resource of the program claims. */
  conclude(): void;
  /** The engine has everything that this process has created. */
  confirm(): void;
  /** Ends waits and transfers; handlers then report what is partially created. */
  interrupt(): void;
}

export interface SessionOptions extends Pick<Overrides, "network" | "clock"> {
  readonly environment: Environment;
  readonly say: (message: string) => void;
}

export function createSession({ environment, say, network, clock: given }: SessionOptions): Session {
  const log = (message: string) => say(safeToShow(message));
  const { clock, signal, interrupt } = createInterruption(given ?? systemClock);
  const onOpened = () => ownership.journalOpened();
  const surroundings = { ...(network && { network }), clock, signal, log, onOpened };
  const connection = new ServiceConnection({ environment, ...surroundings });
  const ownership: Ownership = new Ownership(clock, () => connection.openedJournal());
  const memory = createRunMemory(log);
  const isManaged: Context["isManaged"] = (ref) => {
    const creator = ownership.creatorOf(ref);
    // A resource of this stack may have another name today.
    const isOfAnotherStack = creator !== undefined && !memory.declared.hasStackOf(creator);
    return isOfAnotherStack || ownership.isManaged(ref);
  };
  const contextOf = (devCenter: DevCenter): Context => ({ devCenter, isManaged, log, clock, signal });
  return {
    ...memory,
    ownership,
    running: new RunningHandlers(),
    configure: (stack) => connection.configure(stack),
    checkSettings() {
      const warning = connection.checkSettings();
      if (warning !== undefined) memory.warn(warning);
    },
    context: () => contextOf(connection.devCenter()),
    previewContext: () => contextOf(connection.devCenterForPreview()),
    journal: () => connection.journal(),
    hintOnOldConfiguration: (error) => hintOnOldConfiguration(error, connection.stackValue),
    conclude() {
      if (memory.declared.isEmpty) return;
      try {
        const { declared } = memory;
        const unclaimed = connection.journalAlone().unclaimed(declared, (ref) => ownership.isManaged(ref));
        for (const entry of unclaimed) memory.warn(unclaimedText(entry));
      } catch {
        // A preview without credentials: whose journal it would be is not known, and the run is over.
      }
    },
    confirm: () => connection.openedJournal()?.confirm(),
    interrupt,
  };
}
