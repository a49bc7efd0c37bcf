import { defaultRequestTimeoutMs, type RequestPolicy } from "../http/request-policy";

/** Slower, and the connection counts as broken: so much at least in the time that one request may take. */
const leastBytesPerSecond = 1024;

/** A signal that aborts with the policy's, and when less comes than at the least speed, or nothing at all. */
export function watchSpeed(
  { signal, requestTimeoutMs = defaultRequestTimeoutMs }: RequestPolicy,
  bytes: () => number,
): { readonly signal: AbortSignal; end(): void } {
  const watch = new AbortController();
  let before = bytes();
  const timer = setInterval(() => {
    const isTooSlow = bytes() - before < (leastBytesPerSecond * requestTimeoutMs) / 1000;
    before = bytes();
    if (isTooSlow) watch.abort(new DOMException("The download is too slow.", "TimeoutError"));
  }, requestTimeoutMs);
  const stop = () => watch.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  return {
    signal: watch.signal,
    end() {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}
