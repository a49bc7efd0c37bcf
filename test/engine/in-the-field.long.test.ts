import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failuresOf } from "../../harness/field-run";
import type { Tally } from "../../harness/tally";

const folder = mkdtempSync(join(tmpdir(), "devcenter-tally-"));

/** Runs the tests of an example, and answers what reached its Dev Centers, one after the other. */
async function tallies(name: string, isInTheField: boolean): Promise<Tally[]> {
  const tally = join(folder, `${name}-${isInTheField}`);
  const env = { DEVCENTER_TEST_TALLY: tally, DEVCENTER_TEST_FIELD: isInTheField ? "1" : "0" };
  assert.equal(await failuresOf([`test/engine/${name}.test.ts`], env), "");
  const lines = readFileSync(tally, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

describe("the examples before a service that answers as the field has it", () => {
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ["quickstart", "driver-release", "share-with-partner.long", "reporting-review"]) {
    it(`take no request and make no object more: ${name}`, async () => {
      const ordinary = await tallies(name, false);
      assert.notEqual(Object.keys(ordinary[0]?.writes ?? {}).length, 0);
      assert.deepEqual(await tallies(name, true), ordinary);
    }).timeout(900_000);
  }
});
