import { InterruptedError } from "./exit-codes";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * How long work has to stop in order. What takes longer, such as the lock of a folder or another program, is left as a kill
 * would leave it: the same command goes on from there.
 */
const orderlyMs = 850;

/**
 * Does work that can be stopped in order: the first SIGINT or SIGTERM aborts its signal, a second one ends the process.
 *
 * @throws InterruptedError when it was stopped, and whatever the work throws
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    stop.signal.addEventListener("abort", () => {
      timer = setTimeout(() => reject(stop.signal.reason), orderlyMs);
    });
  });
  const abort = (name: (typeof signals)[number]) => {
    for (const each of signals) process.off(each, abort);
    stop.abort(new InterruptedError(name));
  };
  for (const each of signals) process.on(each, abort);
  try {
    return await Promise.race([work(stop.signal), late]);
  } catch (error) {
    // Whatever it broke in the work.
    stop.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    for (const each of signals) process.off(each, abort);
  }
}
