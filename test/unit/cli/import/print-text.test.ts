import assert from "node:assert/strict";
import { printText } from "../../../../cli/src/import/print-value";

describe("a text of the service in a program", () => {
  const hidden = [
    ..."\u0000\u001b\u0085\u00ad\u034f\u061c\u115f\u180e\u200b\u2028\u202e\u2066\u3164\ufe0f\ufeff\uffa0\ufffb",
  ];
  for (const sign of [...hidden, "\u{e0041}", "\u{e0100}", "\u{1d173}"]) {
    const code = sign.codePointAt(0)?.toString(16);
    it(`shows U+${code} as an escape that means the same`, () => {
      const printed = printText(`a${sign}b`, { quote: '"' });
      assert.match(printed, /^"a(\\u[\da-f]{4})+b"$/);
      assert.equal(JSON.parse(printed), `a${sign}b`);
    });
  }

  it("is as it was where nothing of it is hidden", () => {
    assert.equal(printText("Grün 网卡 😀", { quote: '"' }), '"Grün 网卡 😀"');
  });
});
