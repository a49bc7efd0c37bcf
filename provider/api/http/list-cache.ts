/** One list for everybody who asks until somebody changes something: many reads in one run cost one call. */
export interface ListCache<T> {
  get(): Promise<T>;
  /** Call after every write, and the next get asks anew. */
  forget(): void;
}

/** The rows of a list that could be read, and those that could not, as they came. */
export interface ReadRows<T> {
  readonly readable: readonly T[];
  readonly unreadable: readonly unknown[];
}

/**
 * Every row of a shared list, for who may miss none.
 *
 * @param listAnew throws, and says of the first row that cannot be read what is wrong
 */
export async function requireAllReadable<T>(
  all: ListCache<ReadRows<T>>,
  listAnew: () => Promise<T[]>,
): Promise<readonly T[]> {
  const { readable, unreadable } = await all.get();
  return unreadable.length === 0 ? readable : listAnew();
}

export function createListCache<T>(fetch: () => Promise<T>): ListCache<T> {
  let underWay: Promise<T> | undefined;
  function forget() {
    underWay = undefined;
  }
  return {
    forget,
    get() {
      if (underWay === undefined) {
        const asked = fetch();
        underWay = asked;
        // A failure is not remembered: whoever asks next tries again.
        asked.catch(() => {
          if (underWay === asked) forget();
        });
      }
      return underWay;
    },
  };
}
