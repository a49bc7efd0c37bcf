import assert from "node:assert/strict";
import { age } from "../../../../cli/src/retention/age";

const hourMs = 60 * 60 * 1000;

describe("an age on the command line", () => {
  for (const [text, hours] of [
    ["30d", 720],
    ["12h", 12],
    ["0d", 0],
    ["0h", 0],
    ["720h", 720],
  ] as const) {
    it(`${text} is ${hours} hours`, () => assert.equal(age(text), hours * hourMs));
  }

  for (const text of ["", "30", "d", "-1d", "1.5d", "30 d", "1w", "1d12h", "12m"]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.throws(() => age(text), /such as 30d or 12h/));
  }

  for (const text of ["31d", "721h", "9999d"]) {
    it(`is not ${text}, which the agreement does not allow`, () =>
      assert.throws(() => age(text), /Agreement/));
  }
});
