import { InterruptedError } from "./exit-codes";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Does work that can be stopped in order: the first SIGINT or SIGTERM aborts its signal, a second one ends the process.
 *
 * @throws InterruptedError when it was stopped, and whatever the work throws
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const handlers = signals.map((name) => {
    const abort = () => stop.abort(new InterruptedError(name));
    process.once(name, abort);
    return () => process.off(name, abort);
  });
  try {
    return await work(stop.signal);
  } catch (error) {
    // Whatever it broke in the work.
    stop.signal.throwIfAborted();
    throw error;
  } finally {
    for (const off of handlers) off();
  }
}
