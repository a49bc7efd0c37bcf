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
    // The engine closes a connection on which nobody speaks after a while; only a refused one means that it is gone.
    let wasOpen = false;
    socket.once("connect", () => {
      wasOpen = true;
    });
    socket.once("error", () => undefined);
    socket.once("close", () => {
      if (wasOpen) setTimeout(look, pauseMs).unref();
      else onGone();
    });
    socket.resume();
  };
  look();
}
