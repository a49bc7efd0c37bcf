import type { Clock } from "../provider/api/http/clock";

/** A clock that moves when the test says so; whoever waits goes on when its time has come. */
export function steppedClock(): Clock & { pass(ms: number): Promise<void> } {
  let now = Date.parse("2026-03-01T12:00:00Z");
  const waiting = new Set<{ readonly at: number; readonly go: () => void }>();
  return {
    now: () => new Date(now),
    wait: (ms) => new Promise<void>((go) => void waiting.add({ at: now + ms, go })),
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (let due = nextOf(waiting, end); due !== undefined; due = nextOf(waiting, end)) {
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.go();
        await settle();
      }
      now = end;
    },
  };
}

function nextOf<T extends { readonly at: number }>(waiting: ReadonlySet<T>, end: number): T | undefined {
  return [...waiting].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
}

/** Lets everything that is ready run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
