import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";

/** How a script or a job ended, and everything that it printed. */
export interface JobOutcome {
  readonly ok: boolean;
  readonly output: string;
}

export interface RunningScript {
  readonly ended: Promise<JobOutcome>;
  /** Kills it and everything that it has started, if it still runs. */
  kill(): void;
}

interface Machine {
  readonly home: string;
  readonly workspace: string;
  /** Folders that come before those of Node.js and of the system. */
  readonly path: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a script in bash, with the environment of a machine that is new but for its disk. */
export function startScript(flags: readonly string[], script: string, machine: Machine): RunningScript {
  const { home, workspace, path, env } = machine;
  const child = spawn("bash", [...flags, "-c", script], {
    cwd: workspace,
    // A group of its own, so that all of it can be killed at once.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: [...path, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      HOME: home,
      TMPDIR: join(home, "temp"),
      PULUMI_HOME: join(home, "pulumi-home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      NODE_OPTIONS: "--stack-trace-limit=7",
      NO_PROXY: "127.0.0.1,localhost",
      ...env,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  let isRunning = true;
  const ended = new Promise<JobOutcome>((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      isRunning = false;
      settle({ ok: code === 0, output });
    });
  });
  return {
    ended,
    kill() {
      if (isRunning && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    },
  };
}
