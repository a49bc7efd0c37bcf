import assert from "node:assert/strict";
import { z } from "zod";
import { standingClock } from "../../../harness/scripted-service";
import { adoptInterrupted } from "../../../provider/exactly-once/adopt-interrupted";
import { Ownership } from "../../../provider/exactly-once/ownership";
import { strict } from "../../../provider/lifecycles/core/equality";
import type { Context, Lifecycle, Observed, Values } from "../../../provider/lifecycles/core/lifecycle";

/** What becomes of an object that looks like this, when the program declares these inputs. */
async function adopt(
  observed: Partial<Observed>,
  inputs: Values,
  { isEqual = false, uncertainty = undefined as string | undefined } = {},
) {
  const property = { schema: z.unknown(), required: false, inputEquality: strict };
  const deleted: string[] = [];
  const lifecycle = {
    kind: "Thing",
    displayName: "thing",
    properties: {
      name: { ...property, onChange: "update" },
      note: { ...property, onChange: "update" },
      size: { ...property, onChange: "replace" },
    },
    read: async () => ({ inputs: {}, outputs: { state: "ready" }, ...observed }),
    delete: async (_: Context, id: string) => void deleted.push(id),
    uncertainty: () => uncertainty,
  } as unknown as Lifecycle;
  const context = { log: () => undefined } as unknown as Context;
  const ownership = new Ownership(standingClock(), () => undefined);
  const creation = { lifecycle, context, ownership, resource: "urn:a", inputs };
  return { adopted: await adoptInterrupted(creation, { id: "15", isEqual }), deleted };
}

describe("an object that a killed run created for this resource", () => {
  const asItIs = { id: "15", outputs: { state: "ready" } };

  it("is left as it is when the program is what it was, whatever the service shows", async () => {
    const { adopted } = await adopt({ inputs: { name: "A" } }, { name: "a" }, { isEqual: true });
    assert.deepEqual(adopted, asItIs);
  });

  it("is updated from what the service shows of it", async () => {
    const { adopted } = await adopt({ inputs: { name: "a" } }, { name: "b" });
    const olds = { name: "a", state: "ready" };
    assert.deepEqual(adopted, { ...asItIs, pendingUpdate: { olds, changed: ["name"] } });
  });

  it("is as declared in what the service does not report", async () => {
    const { adopted } = await adopt(
      { inputs: { name: "a" }, notReported: ["note"] },
      { name: "b", note: "n" },
    );
    const olds = { note: "n", name: "a", state: "ready" };
    assert.deepEqual(adopted?.pendingUpdate, { olds, changed: ["name"] });
  });

  it("is not updated in what cannot be known of it, though the program no longer declares it", async () => {
    const { adopted } = await adopt(
      { inputs: { name: "a", note: "n" }, notReported: ["note"] },
      { name: "a" },
    );
    assert.deepEqual(adopted, asItIs);
  });

  it("is not replaced for what the service filled in and the program does not declare", async () => {
    const { adopted, deleted } = await adopt({ inputs: { name: "a", size: 1 } }, { name: "b" });
    assert.deepEqual([adopted?.pendingUpdate?.changed, deleted], [["name"], []]);
  });

  it("stops the creation where it cannot be told whether it is as declared, and says what to do", async () => {
    const uncertainty = "Nobody knows its name.";
    await assert.rejects(
      adopt({ inputs: { name: "a" } }, { name: "b" }, { uncertainty }),
      /thing 15 was made by a run.* Nobody knows its name\.\nNothing was created\. .*import: "15"/,
    );
    assert.deepEqual((await adopt({}, {}, { isEqual: true, uncertainty })).adopted, asItIs);
  });
});
