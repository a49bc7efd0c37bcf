import { type Emulator, start } from "devcenter-emulator";
import { inTurn } from "./rounds";
import { sizeFrom } from "./settings";
import { Stack, type Way } from "./stack";
import { median, medianRatio, printTable } from "./table";

const pairs = sizeFrom("BENCH_CREATE_PAIRS", 200);
const rounds = sizeFrom("BENCH_CREATE_ROUNDS", 3);
const latencyMs = sizeFrom("BENCH_CREATE_LATENCY_MS", 50);
const ways: readonly Way[] = ["null", "ours", "naive"];

interface Creation {
  readonly seconds: number;
  readonly requests: number;
  readonly tokens: number;
}

/** `pulumi up` of a program's first day: everything is created, by a service that takes its time. */
export async function create(): Promise<void> {
  const emulator = await start({ port: 0 });
  try {
    const runs = await inTurn(ways, rounds, (way) => measure(way, emulator));
    const secondsOf = (way: Way) => runs[way].map(({ seconds }) => seconds);
    const title = `up: ${pairs} templates and ${pairs} schedules created at ${latencyMs} ms a request, ${rounds} rounds`;
    printTable(
      title,
      ["provider", "seconds (median)", "÷ null", "requests", "tokens"],
      ways.map((way) => [
        way,
        median(secondsOf(way)).toFixed(2),
        medianRatio(secondsOf(way), secondsOf("null")).toFixed(2),
        median(runs[way].map(({ requests }) => requests)).toFixed(0),
        median(runs[way].map(({ tokens }) => tokens)).toFixed(0),
      ]),
    );
  } finally {
    await emulator.close();
  }
}

async function measure(way: Way, emulator: Emulator): Promise<Creation> {
  emulator.reset();
  emulator.fail({ times: "always", action: { delay: latencyMs } });
  const stack = await Stack.open({ way, pairs, emulator, latencyMs });
  try {
    const seconds = await stack.up();
    const tokens = emulator.tokenRequests.filter(({ method }) => method === "POST").length;
    return { seconds, requests: emulator.requests.length, tokens };
  } finally {
    stack.remove();
  }
}
