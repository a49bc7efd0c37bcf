import assert from "node:assert/strict";
import { failuresInTheField } from "../../harness/field-run";

describe("the matrix of faults before a service that answers as the field has it", () => {
  for (const name of ["every-request", "convergence"]) {
    it(`passes: ${name}`, async () => {
      assert.equal(await failuresInTheField([`test/faults/${name}.test.ts`]), "");
    }).timeout(900_000);
  }
});
