import { type DevCenter, openDevCenter, type Surroundings } from "../api/dev-center";
import {
  checkPlainSettings,
  type Environment,
  resolveSettings,
  type StackConfiguration,
} from "../api/settings";
import type { Context } from "../lifecycles/lifecycle";

/** What all handlers of one process share: the configuration, and through it one token, one pool and one limiter. */
export interface Session {
  /** Keeps the stack's configuration; opens nothing. The first kind that is configured speaks for all. */
  configure(stack: StackConfiguration): void;
  /** Throws a ConfigurationError where a setting is malformed, without needing a credential. */
  checkSettings(): void;
  /** What lifecycles work with; opened at the first call, for previews may run without a credential. */
  context(): Context;
}

export interface SessionOptions extends Surroundings {
  readonly environment: Environment;
  readonly say: (message: string) => void;
}

export function createSession({ environment, say, ...surroundings }: SessionOptions): Session {
  let stack: StackConfiguration | undefined;
  let devCenter: DevCenter | undefined;
  const lookUp: StackConfiguration = (key) => stack?.(key);
  return {
    configure(given) {
      stack ??= given;
    },
    checkSettings() {
      checkPlainSettings(lookUp, environment);
    },
    context() {
      devCenter ??= openDevCenter(resolveSettings(lookUp, environment), surroundings);
      return { devCenter, say, now: () => surroundings.clock?.now() ?? new Date() };
    },
  };
}
