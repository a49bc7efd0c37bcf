import assert from "node:assert/strict";
import fc from "fast-check";
import { plainStyle } from "../../../../cli/src/import/print-style";
import { importableAccount } from "../../../../harness/importable-accounts";
import { holdsForAccounts, printedAccount } from "./generated-programs";

describe("a generated program", () => {
  holdsForAccounts(25);

  it("names no id of an object that it declares but to import it", () => {
    for (const objects of fc.sample(importableAccount, { numRuns: 25, seed: 20261127 })) {
      const text = [...printedAccount(objects, plainStyle).values()]
        .join("\n")
        .replaceAll(/\{ import: "[\d/]+" \}/g, "");
      for (const { id } of objects.filter(({ kind }) => kind === "Product" || kind === "Submission")) {
        assert.ok(!text.includes(`"${id.split("/").at(-1)}"`), `${id} stands in the program`);
      }
    }
  });
});
