/** One list for all reads of a run until something is written: many reads cost one call. */
export interface ListCache<T> {
  get(): Promise<T>;
  /** Call after every write, and the next get asks the service. */
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
 * @param listFresh asks the service; throws an error that says what is wrong with the first unreadable row
 */
export async function requireAllReadable<T>(
  all: ListCache<ReadRows<T>>,
  listFresh: () => Promise<T[]>,
): Promise<readonly T[]> {
  const { readable, unreadable } = await all.get();
  return unreadable.length === 0 ? readable : listFresh();
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
        // A failure is not remembered: the next call tries again.
        asked.catch(() => {
          if (underWay === asked) forget();
        });
      }
      return underWay;
    },
  };
}
