/** One list for everybody who asks until somebody changes something: many reads in one run cost one call. */
export interface SharedList<T> {
  get(): Promise<T[]>;
  /** Call after every write, and the next get asks anew. */
  forget(): void;
}

export function sharedList<T>(fetch: () => Promise<T[]>): SharedList<T> {
  let underWay: Promise<T[]> | undefined;
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
