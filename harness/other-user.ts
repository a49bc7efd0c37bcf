import type { Context } from "mocha";

/** Does something as another user of this machine; needs root. */
export async function asUser<T>(user: number, work: () => Promise<T>): Promise<T> {
  process.seteuid?.(user);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

/** Does something as one whom the disk can refuse it: root becomes another user for a while. */
export function withoutRoot<T>(work: () => Promise<T>): Promise<T> {
  return process.geteuid?.() === 0 ? asUser(65534, work) : work();
}

/** Skips a test that needs two users where there can be only one, and says it. */
export function needsRoot(test: Context): void {
  if (process.geteuid?.() === 0) return;
  console.warn("LEFT OUT: this test needs two users, and only root can be both. Run it as root.");
  test.skip();
}
