/** Until `end`, every timer of less than a second goes off at once; how long they would have waited is counted. */
export function shortWaits() {
  const real = globalThis.setTimeout;
  let totalMs = 0;
  let atEach = () => {};
  const soon = (go: () => void, ms = 0) => {
    if (ms >= 1000) return real(go, ms);
    totalMs += ms;
    return real(() => {
      atEach();
      go();
    }, 0);
  };
  globalThis.setTimeout = soon as typeof setTimeout;
  return {
    totalMs: () => totalMs,
    /** Called at the end of each wait: what others do meanwhile. */
    at(work: () => void) {
      atEach = work;
    },
    end() {
      globalThis.setTimeout = real;
    },
  };
}
