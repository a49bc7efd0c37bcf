/** Reads of single objects of a kind, in one run. */
export interface ReadCache<T> {
  /** What the object was at some time since this run began. Throws what the GET of the object throws. */
  read(id: string): Promise<T>;
  /** Call after a write: the next read asks the service. */
  forget(id: string): void;
}

// Long lists are known to be unreliable, so few objects are never worth one.
const few = 5;

/**
 * Each object has its own GET while few are wanted; when they have become many, what is left comes out of the pages of
 * the list. No more pages are asked for than objects were, so that a few among very many cost at most twice their own.
 *
 * @param pages the list from its beginning; what is not in it, or after it failed, has its own GET
 */
export function createReadCache<T>(
  get: (id: string) => Promise<T>,
  pages: () => AsyncIterator<readonly T[]>,
  idOf: (row: T) => string,
): ReadCache<T> {
  const rows = new Map<string, T>();
  const written = new Set<string>();
  let asked = 0;
  let turned = 0;
  let list: AsyncIterator<readonly T[]> | undefined;
  let isAtEnd = false;
  let turning: Promise<void> | undefined;

  async function turn(): Promise<void> {
    turned += 1;
    list ??= pages();
    try {
      const { done, value } = await list.next();
      if (done) isAtEnd = true;
      else for (const row of value) rows.set(idOf(row), row);
    } catch {
      // Each object's own GET will say what is wrong.
      isAtEnd = true;
    }
  }

  return {
    async read(id) {
      while (!rows.has(id) && !written.has(id) && asked >= few && !isAtEnd && turned < asked) {
        turning ??= turn().finally(() => {
          turning = undefined;
        });
        await turning;
      }
      const row = written.has(id) ? undefined : rows.get(id);
      if (row !== undefined) return row;
      asked += 1;
      return get(id);
    },
    forget: (id) => void written.add(id),
  };
}
