import assert from "node:assert/strict";
import { plainStyle } from "../../../../cli/src/import/print-style";
import { settleFile } from "../../../../cli/src/import/settle";

const written = `import * as devcenter from "pulumi-devcenter";

// Mine.
export const nicProduct = new devcenter.Product(
  "nic",
  {
    productName: "NIC",
    requestedSignatures: [
      "WINDOWS_v100_X64_RS3_FULL",
      "WINDOWS_v100_X64_R4_FUL",
    ],
  },
  { import: "7" },
);
`;

describe("devcenter import --settle", () => {
  it("takes an option out and leaves what the formatter would", () => {
    const { text, done, kept } = settleFile(written, () => true, plainStyle);
    assert.equal(
      text,
      `import * as devcenter from "pulumi-devcenter";

// Mine.
export const nicProduct = new devcenter.Product("nic", {
  productName: "NIC",
  requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_X64_R4_FUL"],
});
`,
    );
    assert.deepEqual(done, ["nic"]);
    assert.deepEqual(kept, []);
  });

  it("keeps the option of what no stack manages yet, under this name and with this id", () => {
    const asked: string[] = [];
    const { text, kept } = settleFile(written, (...what) => asked.push(what.join(" ")) === 0, plainStyle);
    assert.equal(text, written);
    assert.deepEqual(asked, ["Product nic 7"]);
    assert.match(kept.join(), /nic: no stack manages Product 7/);
  });

  it("leaves an option that somebody has edited, and names it", () => {
    const edited = written.replace('{ import: "7" }', '{ import: "7", protect: true }');
    const { text, done, kept } = settleFile(edited, () => true, plainStyle);
    assert.equal(text, edited);
    assert.deepEqual(done, []);
    assert.match(kept.join(), /line 13: \{ import: "7", protect: true \},: not in the form/);
  });
});
