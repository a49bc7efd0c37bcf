import { Format, type Options, SingleBar } from "cli-progress";
import type { Terminal } from "./terminal";

export interface Progress {
  readonly move: (bytes: number, size: number | undefined) => void;
  /** Leaves the line as it stands. May be called twice. */
  readonly end: () => void;
}

const silent: Progress = { move: () => undefined, end: () => undefined };

/** A bar on the terminal, or nothing where nobody watches. */
export function showProgress({ moving }: Terminal): Progress {
  if (moving === undefined) return silent;
  let bar: SingleBar | undefined;
  return {
    move(bytes, size) {
      // Without a size there is no whole of which a bar could show a part.
      if (size === undefined || size === 0) return;
      if (bar === undefined) {
        bar = new SingleBar({ stream: moving, fps: 5, etaBuffer: 200, format: line });
        bar.start(size, bytes);
      }
      bar.update(bytes);
    },
    end() {
      bar?.stop();
      bar = undefined;
    },
  };
}

function line(
  options: Options,
  params: { progress: number; value: number; total: number; eta: number },
): string {
  const { BarFormat, TimeFormat } = Format;
  const left = params.eta > 0 ? `  ${TimeFormat(params.eta, options, 1)} left` : "";
  const percent = Math.floor(params.progress * 100);
  return `${BarFormat(params.progress, options)} ${percent} % of ${(params.total / 1e6).toFixed(1)} MB${left}`;
}
