import { Format, MultiBar, type Options, type SingleBar } from "cli-progress";
import { stripControlCharacters, type Terminal } from "./terminal";

export interface Progress {
  readonly move: (bytes: number, size: number | undefined) => void;
  /** Removes the bar. May be called twice. */
  readonly end: () => void;
}

/** Of several files at a time. */
export interface Progresses {
  /** @param name what is shown beside its bar, which goes when it ends */
  add(name: string): Progress;
  /** Stops all bars where they are. */
  end(): void;
}

// Nothing of the terminal is changed that an interruption would have to restore; so a line must be short.
const looks = { fps: 5, etaBuffer: 200, barsize: 20, linewrap: true, gracefulExit: false };

const silent: Progress = { move: () => undefined, end: () => undefined };

/** A bar on the terminal, or nothing without a terminal. */
export function showProgress(terminal: Terminal): Progress {
  const progresses = showProgresses(terminal);
  const { move } = progresses.add("");
  return { move, end: progresses.end };
}

/** A bar for each file that is under way, one below the other, or nothing without a terminal. */
export function showProgresses({ moving }: Terminal): Progresses {
  if (moving === undefined) return { add: () => silent, end: () => undefined };
  let bars: MultiBar | undefined;
  return {
    add(name) {
      let bar: SingleBar | undefined;
      return {
        move(bytes, size) {
          // Without a size there is no whole of which a bar could show a part.
          if (size === undefined || size === 0) return;
          bars ??= new MultiBar({ ...looks, stream: moving, format: line });
          bar ??= bars.create(size, bytes, { name: stripControlCharacters(name) });
          bar.update(bytes);
        },
        end() {
          if (bar !== undefined) bars?.remove(bar);
        },
      };
    },
    end() {
      bars?.stop();
      bars = undefined;
    },
  };
}

function line(
  options: Options,
  params: { progress: number; value: number; total: number; eta: number },
  payload: { name: string },
): string {
  const { BarFormat, TimeFormat } = Format;
  const left = params.eta > 0 ? `  ${TimeFormat(params.eta, options, 1)} left` : "";
  const percent = Math.floor(params.progress * 100);
  const name = payload.name === "" ? "" : `${payload.name}  `;
  return `${name}${BarFormat(params.progress, options)} ${percent} % of ${(params.total / 1e6).toFixed(1)} MB${left}`;
}
