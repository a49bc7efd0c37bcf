import assert from "node:assert/strict";
import { matchesWildcard } from "../../../../provider/lifecycles/shipping-label/wildcard";

const rows: [pattern: string, text: string, matches: boolean][] = [
  ["foo.inf", "FOO.inf", true],
  ["foo.inf", "fooxinf", false],
  ["foo.inf", "foo.infx", false],
  ["foo.inf", "foo.in", false],
  ["*", "", true],
  ["*", "anything", true],
  ["", "", true],
  ["", "a", false],
  ["?", "", false],
  ["?", "a", true],
  ["fo?.inf", "foo.inf", true],
  ["*.inf", "foo.inf", true],
  ["*.inf", "foo.cat", false],
  ["*_x64_*", "WINDOWS_v100_X64_RS3_FULL", true],
  ["*_x64_*", "WINDOWS_v100_RS3_FULL", false],
  ["a*b*c", "abbbc", true],
  ["a*b*c", "abbbcd", false],
  ["a**c", "abc", true],
  ["*aab", "aaaab", true],
  ["pci\\*", "PCI\\VEN_8086&DEV_5A85", true],
  ["pci\\ven_8086&*", "PCI\\VEN_8086&DEV_5A85", true],
  ["swc\\{1a2b}*", "SWC\\{1A2B}\\VID", true],
  ["*pnp0501", "*PNP0501", true],
  ["acpi\\[a]", "ACPI\\[A]", true],
  ["acpi\\[a]", "ACPI\\A", false],
];

describe("a pattern with wildcards", () => {
  for (const [pattern, text, matches] of rows) {
    it(`${matches ? "matches" : "does not match"}: ${pattern || "nothing"} and ${text || "nothing"}`, () => {
      assert.equal(matchesWildcard(pattern, text), matches);
    });
  }

  it("takes no time that explodes", () => {
    assert.equal(matchesWildcard(`${"*a".repeat(30)}b`, "a".repeat(20_000)), false);
  });
});
