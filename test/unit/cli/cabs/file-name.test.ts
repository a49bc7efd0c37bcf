import assert from "node:assert/strict";
import fc from "fast-check";
import { cabFile } from "../../../../cli/src/cabs/file-name";
import { pathFault } from "../../../../cli/src/retention/safe-path";

describe("the file of a cab", () => {
  for (const hash of ["8b5bc1a6-6d34-3a1f-9dd3-4a5f3be87d1c", "2F1C9A52B07E4D41"]) {
    it(`is named as its hash ${hash}`, () => assert.equal(cabFile(hash), `cabs/${hash}.cab`));
  }

  for (const hash of [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "a\0b",
    "aux",
    "..",
    "AbCdEfGhIj",
    "a".repeat(500),
    "网",
  ]) {
    it(`has a harmless name for ${JSON.stringify(hash.slice(0, 20))}`, () => {
      assert.match(cabFile(hash), /^cabs\/[A-Za-z0-9-]{10,90}\.cab$/);
    });
  }

  it("is a safe path of its own in any case of letters, whatever the hash", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.string({ unit: fc.constantFrom(..."aA./-") }),
    );
    fc.assert(
      fc.property(text, text, (one, other) => {
        assert.equal(pathFault(cabFile(one)), undefined);
        // Hexadecimal digits mean the same in capitals.
        if (one.toLowerCase() === other.toLowerCase()) return;
        assert.notEqual(cabFile(one).toLowerCase(), cabFile(other).toLowerCase());
      }),
    );
  });
});
