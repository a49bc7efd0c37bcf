import { start } from "devcenter-emulator";
import { inTurn } from "./rounds";
import { sizeFrom } from "./settings";
import { Stack, type Way } from "./stack";
import { median, medianRatio, printTable } from "./table";

const pairs = sizeFrom("BENCH_NO_CHANGE_PAIRS", 200);
const rounds = sizeFrom("BENCH_NO_CHANGE_ROUNDS", 7);
const ways: readonly Way[] = ["null", "ours"];

/** What is run most often: `pulumi up` and `pulumi preview` of a program in which nothing has changed. */
export async function noChange(): Promise<void> {
  const emulator = await start({ port: 0 });
  const stacks = new Map<Way, Stack>();
  try {
    for (const way of ways) {
      const stack = await Stack.open({ way, pairs, emulator });
      stacks.set(way, stack);
      await stack.up();
    }
    const before = emulator.requests.length;
    const ups = await inTurn(ways, rounds, (way) => stackOf(stacks, way).up());
    const previews = await inTurn(ways, rounds, (way) => stackOf(stacks, way).preview());
    printTable(
      `No change in ${2 * pairs} resources, ${rounds} rounds; ${emulator.requests.length - before} requests`,
      ["provider", "up: seconds (median)", "÷ null", "preview: seconds (median)", "÷ null"],
      ways.map((way) => [
        way,
        median(ups[way]).toFixed(2),
        medianRatio(ups[way], ups.null).toFixed(3),
        median(previews[way]).toFixed(2),
        medianRatio(previews[way], previews.null).toFixed(3),
      ]),
    );
  } finally {
    for (const stack of stacks.values()) stack.remove();
    await emulator.close();
  }
}

function stackOf(stacks: ReadonlyMap<Way, Stack>, way: Way): Stack {
  const stack = stacks.get(way);
  if (stack === undefined) throw new Error(`there is no stack of ${way}`);
  return stack;
}
