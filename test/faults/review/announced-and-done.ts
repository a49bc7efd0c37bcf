import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import fc from "fast-check";
import { readPreview } from "../../../cli/src/review/engine-preview";
import { reviewOf } from "../../../cli/src/review/review";
import { asJson } from "../../../cli/src/review/review-json";
import { NOW, requestsOf, startEmulator, startProvider } from "../../../harness/emulated-handlers";
import { type Program, SmallEngine } from "../../../harness/small-engine";
import { smallPreview } from "../../../harness/small-preview";
import { READY_TOKEN } from "../one-case";
import { metadata, programPairs } from "./release-programs";

/** Programs, and edits of them: what the review announces is what the run then does, no more and no less. */
export function describeAnnouncements(numRuns: number): void {
  describe("a review of random programs and random edits of them", () => {
    let emulator: Emulator;
    before(async () => {
      emulator = await startEmulator({ accessToken: READY_TOKEN });
    });
    after(() => emulator.close());

    it("announces exactly the requests that nothing takes back, and how many requests there are", async () => {
      const seed = Number(process.env.SEED ?? 20261127);
      await fc.assert(
        fc.asyncProperty(programPairs, (pair) => holds(emulator, pair)),
        { numRuns, seed, endOnFailure: true },
      );
    });
  });
}

async function holds(emulator: Emulator, programs: readonly Program[]): Promise<void> {
  emulator.reset();
  emulator.setWorkflowMinutes(0);
  for (let count = 0; count < 20; count++) emulator.scriptNext("submission", { driverMetadata: metadata });
  const open = () => startProvider(emulator, { DEVCENTER_ACCESS_TOKEN: READY_TOKEN }, { timePasses: true });
  const engine = new SmallEngine(open, { inTurn: true });
  for (const program of programs) {
    const before = emulator.requests.length;
    const preview = await smallPreview(engine, program, open);
    assert.equal(emulator.requests.length, before, "a preview asked the service");
    const { irrevocable, cost } = asJson(reviewOf(read(preview), new Date(NOW)));
    const { errors } = await engine.up(program);
    assert.deepEqual(errors, []);
    const requests = requestsOf(emulator).slice(before);
    const announced = irrevocable.flatMap(({ request }) => request ?? []);
    assert.deepEqual(announced.sort(), requests.flatMap(irrevocableRequest).sort());
    assert.equal(cost.requests, requests.length, requests.join("\n"));
    assert.deepEqual(cost.waits, []);
  }
}

function read(preview: object) {
  return readPreview(Buffer.from(JSON.stringify({ ...preview, changeSummary: {} })));
}

/** The requests that Dev Center cannot take back, by what they do. */
function irrevocableRequest(line: string): string[] {
  const [method = "", path = ""] = line.replace(/\?.*$/, "").split(" ");
  if (method === "PUT" && path.endsWith("/cancel")) return ["PUT /cancel"];
  if (method !== "POST") return [];
  const [, end] = /\/(products|submissions|commit|shippingLabels)$/.exec(path) ?? [];
  return end === undefined ? [] : [`POST /${end}`];
}
