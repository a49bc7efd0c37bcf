import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A process that a Pulumi project of a test has started. */
export type Victim = "engine" | "provider";

/** Whether processes can be found on this system: by Linux's /proc only. */
export const canFindProcesses = process.platform === "linux";

/** Kills the engine, or the provider process, of the project in this folder: at once, with no chance to say goodbye. */
export function killOutright(victim: Victim, folder: string): void {
  const pids = processesIn(folder).filter(({ args }) => isVictim(victim, args));
  if (pids.length === 0) throw new Error(`no ${victim} runs in ${folder}`);
  for (const { pid } of pids) process.kill(pid, "SIGKILL");
}

/** What ^C at the terminal does to a run: the first asks the engine to finish what it is at, the second to stop. */
export function pressControlC(folder: string): void {
  const engine = processesIn(folder).find(({ args }) => isVictim("engine", args));
  if (engine === undefined) throw new Error(`no engine runs in ${folder}`);
  process.kill(engine.pid, "SIGINT");
}

/** Resolves when neither engine nor provider runs in the folder any more. */
export async function allGone(folder: string): Promise<void> {
  const isAnyOfThem = ({ args }: Running) => isVictim("engine", args) || isVictim("provider", args);
  await until(`engine and provider in ${folder} to end`, () => !processesIn(folder).some(isAnyOfThem));
}

/** The most memory that the process has held so far, in the kernel's kB; 0 when it does not run. */
export function peakKilobytesOf(victim: Victim, folder: string): number {
  const peaks = processesIn(folder)
    .filter(({ args }) => isVictim(victim, args))
    .map(({ pid }) => peakKilobytes(pid));
  return Math.max(0, ...peaks);
}

/** The same of one process. */
export function peakKilobytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0);
  } catch {
    return 0;
  }
}

/** Looks every few milliseconds at what other processes do. */
export async function until(what: string, isSo: () => boolean, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await pause(10);
  }
}

interface Running {
  readonly pid: number;
  readonly args: readonly string[];
}

function processesIn(folder: string): Running[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (readlinkSync(`/proc/${name}/cwd`) !== folder) return [];
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
        return [{ pid: Number(name), args }];
      } catch {
        // Ended meanwhile, or another person's.
        return [];
      }
    });
}

function isVictim(victim: Victim, args: readonly string[]): boolean {
  if (victim === "engine") return /(^|\/)pulumi$/.test(args[0] ?? "");
  return /(^|\/)node$/.test(args[0] ?? "") && args.some((arg) => arg.includes("dynamic-provider"));
}
