import { connect } from "node:net";

const pauseMs = 250;

/**
 * Calls back when the Pulumi engine is gone. A provider process outlives an engine that was killed, and would go on
 * creating what nobody keeps in state any more, while the next run creates the same.
 *
 * @param address host and port of the engine, the first argument of the provider process
 */
export function watchEngine(address: string | undefined, onGone: () => void): void {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? "") ?? [];
  if (host === undefined || port === undefined) return;
  const look = () => {
    const socket = connect({ host, port: Number(port) });
    socket.unref();
    // The engine closes a connection on which nobody speaks after a while, and a process may have no file handle left for
    // another one; only a refused one means that it is gone.
    let isRefused = false;
    socket.once("error", ({ code }: NodeJS.ErrnoException) => {
      isRefused = code === "ECONNREFUSED";
    });
    socket.once("close", () => {
      if (isRefused) onGone();
      else setTimeout(look, pauseMs).unref();
    });
    socket.resume();
  };
  look();
}
