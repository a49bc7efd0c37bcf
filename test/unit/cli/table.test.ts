import assert from "node:assert/strict";
import { properties, table } from "../../../cli/src/table";

describe("a table of the command", () => {
  it("makes each column as wide as its widest cell", () => {
    assert.equal(table(["ID", "NAME"], [["1234", "a"]]), "ID    NAME\n1234  a");
  });

  it("counts what a terminal shows, not the characters", () => {
    assert.equal(table(["A", "B"], [["网卡", "x"]]), "A     B\n网卡  x");
  });

  it("shows nothing as a dash, and a truth as a word", () => {
    assert.equal(table(["A", "B", "C"], [[undefined, true, []]]), "A  B    C\n-  yes  -");
  });

  it("does not let a name steer the terminal", () => {
    assert.equal(table(["A"], [["a\u001b[31mb\u0007\nc"]]), "A\na [31mb c");
  });

  it("shows one thing a property a line, and leaves out what it has not", () => {
    assert.equal(
      properties({ name: "a", other: undefined, names: [], many: ["b", "c"] }),
      "name  a\nmany  b, c",
    );
  });
});
