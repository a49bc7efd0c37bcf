import assert from "node:assert/strict";
import type { Emulator, RecordedRequest } from "devcenter-emulator";
import fc from "fast-check";
import { readPreview } from "../../../cli/src/review/engine-preview";
import { reviewOf } from "../../../cli/src/review/review";
import { asJson } from "../../../cli/src/review/review-json";
import { startEmulator, startProvider } from "../../../harness/emulated-handlers";
import { type Program, SmallEngine } from "../../../harness/engine-simulator";
import { smallPreview } from "../../../harness/small-preview";
import { READY_TOKEN } from "../fault-case";
import { metadata, programPairs } from "./release-programs";

/** Programs, and edits of them: what the review announces is what the run then does, no more and no less. */
export function describeAnnouncements(numRuns: number, numWaitingRuns: number): void {
  describe("a review of random programs and random edits of them", () => {
    let emulator: Emulator;
    const seed = Number(process.env.SEED ?? 20261127);
    before(async () => {
      emulator = await startEmulator({ accessToken: READY_TOKEN });
    });
    after(() => emulator.close());

    it("announces exactly the requests that nothing takes back, and how many requests there are", async () => {
      await fc.assert(
        fc.asyncProperty(programPairs(false), async (pair) => {
          for (const { announced, done } of await announcements(emulator, pair, { workflowMinutes: 0 })) {
            assertSameActs(announced, done);
            assert.equal(announced.cost.requests, done.length, textOf(done));
          }
        }),
        { numRuns, seed, endOnFailure: true },
      );
    });

    it("tells within a tenth how many requests there are with waits, when they take as long as usual", async () => {
      await fc.assert(
        fc.asyncProperty(programPairs(true), async (pair) => {
          for (const { announced, done } of await announcements(emulator, pair, {})) {
            assertSameActs(announced, done);
            const { withWaits, waits } = announced.cost;
            const isNear = Math.abs(withWaits - done.length) <= Math.max(1, done.length / 10);
            assert.ok(isNear, `${withWaits} (${waits}) announced, but ${done.length}:\n${textOf(done)}`);
          }
        }),
        { numRuns: numWaitingRuns, seed, endOnFailure: true },
      );
    });
  });
}

type Announced = ReturnType<typeof asJson>;

interface Announcement {
  readonly announced: Announced;
  readonly done: readonly RecordedRequest[];
}

/** Of each program in turn, what was announced of it and what it did. */
async function announcements(
  emulator: Emulator,
  programs: readonly Program[],
  { workflowMinutes }: { readonly workflowMinutes?: number },
): Promise<Announcement[]> {
  emulator.reset();
  if (workflowMinutes !== undefined) emulator.setWorkflowMinutes(workflowMinutes);
  for (let count = 0; count < 20; count++) emulator.scriptNext("submission", { driverMetadata: metadata });
  const open = () => startProvider(emulator, { DEVCENTER_ACCESS_TOKEN: READY_TOKEN }, { timePasses: true });
  const engine = new SmallEngine(open, { inTurn: true });
  const found: Announcement[] = [];
  for (const program of programs) {
    const before = emulator.requests.length;
    const preview = await smallPreview(engine, program, open);
    assert.equal(emulator.requests.length, before, "a preview asked the service");
    const announced = asJson(reviewOf(read(preview), emulator.clock.now()));
    const { errors } = await engine.up(program);
    assert.deepEqual(errors, []);
    found.push({ announced, done: emulator.requests.slice(before) });
    // By the next program everything is through, and the state knows it.
    emulator.clock.advance(24 * 60 * 60_000);
    if (workflowMinutes === undefined) await engine.refresh();
  }
  return found;
}

function assertSameActs({ irrevocable }: Announced, done: readonly RecordedRequest[]): void {
  const announced = irrevocable.flatMap(({ request }) => request ?? []);
  assert.deepEqual(announced.sort(), done.flatMap(irrevocableRequest).sort());
}

function read(preview: object) {
  return readPreview(Buffer.from(JSON.stringify({ ...preview, changeSummary: {} })));
}

function textOf(requests: readonly RecordedRequest[]): string {
  return requests.map(({ method, path, status }) => `${method} ${path} ${status}`).join("\n");
}

/** The request that Dev Center cannot take back, by what it does. A label that it is not ready for is not made. */
function irrevocableRequest({ method, path, status = 0 }: RecordedRequest): string[] {
  const plain = path.replace(/\?.*$/, "");
  if (method === "PUT" && plain.endsWith("/cancel")) return ["PUT /cancel"];
  if (method !== "POST" || status >= 400) return [];
  const [, end] = /\/(products|submissions|commit|shippingLabels)$/.exec(plain) ?? [];
  return end === undefined ? [] : [`POST /${end}`];
}
