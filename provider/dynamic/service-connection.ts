import {
  checkPlainSettings,
  type Environment,
  resolveSettings,
  type Settings,
  type StackConfiguration,
  settingsWarning,
} from "../api/auth/settings";
import type { DevCenter, Overrides } from "../api/dev-center";
import type { Clock } from "../api/http/clock";
import type { Journal } from "../exactly-once/journal";
import { openJournalOf } from "../exactly-once/journal-scope";

/** How long a preview waits for one response about what is to be imported. */
const previewTimeoutMs = 10_000;

export interface ConnectionOptions extends Pick<Overrides, "network"> {
  readonly environment: Environment;
  readonly clock: Clock;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  /** The journal can be asked from now on. */
  readonly onOpened: () => void;
}

/** The configuration of a provider process, and what is opened by it: at the first call that needs it, and once. */
export class ServiceConnection {
  #stack: StackConfiguration | undefined;
  #opened:
    | { readonly settings: Settings; readonly devCenter: DevCenter; readonly journal: Journal }
    | undefined;
  #forPreview: DevCenter | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  /** Keeps the stack's configuration; opens nothing. The first kind that is configured speaks for all. */
  configure(stack: StackConfiguration): void {
    this.#stack ??= stack;
  }

  /** The value of a key of the stack's configuration, such as `devcenter:endpoint`. */
  readonly stackValue: StackConfiguration = (key) => this.#stack?.(key);

  /**
   * Needs no credential.
   *
   * @returns a warning, where there is one
   * @throws ConfigurationError where a setting is malformed
   */
  checkSettings(): string | undefined {
    return settingsWarning(checkPlainSettings(this.stackValue, this.options.environment));
  }

  devCenter(): DevCenter {
    return this.#open().devCenter;
  }

  /** The same for a preview: gives up soon, and retries nothing. */
  devCenterForPreview(): DevCenter {
    const { settings } = this.#open();
    const { network, clock, signal } = this.options;
    const requestTimeoutMs = Math.min(settings.requestTimeoutMs, previewTimeoutMs);
    this.#forPreview ??= opener()(
      { ...settings, requestTimeoutMs, retryTimeoutMs: 0 },
      { ...(network && { network }), clock, signal },
    );
    return this.#forPreview;
  }

  journal(): Journal {
    return this.#open().journal;
  }

  /** Undefined: nothing has opened it yet. */
  openedJournal(): Journal | undefined {
    return this.#opened?.journal;
  }

  /** The journal, without opening a connection to the service for it. */
  journalAlone(): Journal {
    const { environment, clock } = this.options;
    return (
      this.openedJournal() ??
      openJournalOf(resolveSettings(this.stackValue, environment), { now: () => clock.now() })
    );
  }

  #open() {
    if (this.#opened !== undefined) return this.#opened;
    const { environment, network, clock, signal, log, onOpened } = this.options;
    const settings = resolveSettings(this.stackValue, environment);
    const devCenter = opener()(settings, { ...(network && { network }), clock, signal, say: log });
    const { heardTimes } = devCenter;
    this.#opened = {
      settings,
      devCenter,
      journal: openJournalOf(settings, { now: () => clock.now(), heardTimes }),
    };
    onOpened();
    return this.#opened;
  }
}

/** The libraries for network and tokens are loaded only now: a run that changes nothing needs none of them. */
function opener() {
  return (require("../api/dev-center") as typeof import("../api/dev-center")).openDevCenter;
}
