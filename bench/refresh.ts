import { type Emulator, type RecordedRequest, start } from "devcenter-emulator";
import { sizeFrom } from "./settings";
import { Stack, type Way } from "./stack";
import { printTable } from "./table";

const sizes = (process.env.BENCH_REFRESH_SIZES ?? "10,100,400").split(",").map(Number);
/** Emulated seconds in a real one: a minute of waiting takes three seconds. */
const clockSpeed = sizeFrom("BENCH_REFRESH_SPEED", 20);
const requestsPerMinute = 20;
const ways: readonly Way[] = ["ours", "naive"];

/** `pulumi refresh` of 10, 100 and 400 resources, half templates and half schedules, with and without a limit. */
export async function refresh(): Promise<void> {
  const rows: string[][] = [];
  for (const size of sizes) {
    for (const way of ways) rows.push(...(await measure(way, size)));
  }
  printTable(
    `refresh; the limit is ${requestsPerMinute} requests a minute`,
    ["resources", "provider", "limit", "requests", "of them refused", "tokens", "seconds"],
    rows,
  );
}

async function measure(way: Way, size: number): Promise<string[][]> {
  const emulator = await start({ port: 0, speed: clockSpeed });
  const stack = await Stack.open({ way, pairs: Math.ceil(size / 2), emulator, clockSpeed });
  try {
    await stack.up();
    const free = await look(stack, emulator);
    emulator.throttle({ requestsPerMinute });
    const limited = await look(stack, emulator);
    return [
      [String(size), way, "no", ...free],
      [String(size), way, "yes", ...limited],
    ];
  } finally {
    stack.remove();
    await emulator.close();
  }
}

async function look(stack: Stack, emulator: Emulator): Promise<string[]> {
  const before = emulator.requests.length;
  const tokensBefore = emulator.tokenRequests.length;
  const realSeconds = await stack.refresh();
  const requests = emulator.requests.slice(before);
  const refused = requests.filter(isRefused).length;
  const tokens = emulator.tokenRequests.slice(tokensBefore).filter(({ method }) => method === "POST").length;
  return [...[requests.length, refused, tokens].map(String), secondsOf(realSeconds, requests).toFixed(1)];
}

function isRefused({ status }: RecordedRequest): boolean {
  return status === 429;
}

/**
 * A client that is refused waits by the service's clock, which runs faster than ours. So from the first request to the
 * last, that clock counts; for one that is never refused, ours.
 */
function secondsOf(realSeconds: number, requests: readonly RecordedRequest[]): number {
  if (!requests.some(isRefused)) return realSeconds;
  const moments = requests.map(({ at }) => Date.parse(at));
  const span = (Math.max(...moments) - Math.min(...moments)) / 1000;
  return realSeconds - span / clockSpeed + span;
}
