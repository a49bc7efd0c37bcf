import assert from "node:assert/strict";
import { strayCharacter, straySpace } from "../../../../provider/api/text/stray-characters";

describe("a text that is to be sent as it is", () => {
  const faults: readonly (readonly [text: string, fault: string | undefined])[] = [
    ["a secret\n", "that ends with a line break"],
    ["a secret\r\n", "that ends with a line break"],
    ["a\nsecret", "that holds a line break"],
    ["\na secret", "that holds a line break"],
    [" a secret", "with spaces around it"],
    ["a secret\t", "with spaces around it"],
    ["a secret", undefined],
    ["", undefined],
  ];
  for (const [text, fault] of faults) {
    it(`${fault === undefined ? "may be" : "may not be one"} ${fault ?? ""}: ${JSON.stringify(text)}`, () => {
      assert.equal(straySpace(text), fault);
      assert.equal(strayCharacter(text), fault ?? (text === "" ? undefined : "that holds a space"));
    });
  }

  it("may hold letters, digits and signs alone where no space can stand", () => {
    assert.equal(strayCharacter("!aZ09~-._"), undefined);
    for (const text of ["tökén", "a\u0000b", "a\u007fb", "“a”"]) {
      assert.match(strayCharacter(text) ?? "", /^that holds a character other than/);
    }
  });
});
