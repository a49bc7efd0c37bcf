import { type Command, InvalidArgumentError, Option } from "commander";
import { minutes } from "../ids";

export interface WatchOptions {
  readonly watch?: boolean;
  readonly every?: number;
  readonly callbackPort?: number;
  readonly callbackHost?: string;
}

/** How to watch. */
export interface WatchConfig {
  readonly everyMs: number;
  /** Where to listen for the service's callback, if at all. */
  readonly callback: { readonly host: string; readonly port: number } | undefined;
}

const loopback = "127.0.0.1";
const defaultMinutes = 60;

export function addWatchOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--watch", "go on until the schedule's last run is here").conflicts(["latest", "until"]),
    )
    .option(
      "--every <minutes>",
      `with --watch: longest pause between looks (default: ${defaultMinutes})`,
      minutes,
    )
    .option("--callback-port <port>", "with --watch: be woken by the service's callback on this port", port)
    .option("--callback-host <address>", `where to listen for it (default: ${loopback})`);
}

/** Undefined when nothing is to be watched. Ends the command as wrong usage when options do not fit together. */
export function watchConfig(options: WatchOptions, command: Command): WatchConfig | undefined {
  const { watch = false, every, callbackPort, callbackHost } = options;
  const faults: string[] = [];
  if (!watch && every !== undefined) faults.push("error: --every has no meaning without --watch");
  if (!watch && callbackPort !== undefined) {
    faults.push("error: --callback-port has no meaning without --watch");
  }
  if (callbackPort === undefined && callbackHost !== undefined) {
    faults.push("error: --callback-host has no meaning without --callback-port");
  }
  if (faults.length > 0) command.error(faults.join("\n"));
  if (!watch) return undefined;
  return {
    everyMs: (every ?? defaultMinutes) * 60_000,
    callback: callbackPort === undefined ? undefined : { host: callbackHost ?? loopback, port: callbackPort },
  };
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number < 65_536) return number;
  throw new InvalidArgumentError("It must be a port from 0, any free one, to 65535.");
}
