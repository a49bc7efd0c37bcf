import assert from "node:assert/strict";
import { toPulumiValue } from "../../../provider/dynamic/serialize-outputs";

describe("what goes out to Pulumi", () => {
  const carried: [what: string, value: unknown, expected: unknown][] = [
    ["leaves out what is undefined", { a: undefined, b: { c: undefined } }, { b: {} }],
    ["leaves out undefined items", [1, undefined, 2], [1, 2]],
    ["keeps null", { a: null }, { a: null }],
    ["keeps false, 0 and empty texts", [false, 0, ""], [false, 0, ""]],
    [
      "writes dates as ISO texts",
      { at: new Date("2026-03-01T12:00:00Z") },
      { at: "2026-03-01T12:00:00.000Z" },
    ],
    ["writes big integers as digits", { id: 1152921504621465124n }, { id: "1152921504621465124" }],
    ["carries objects without a prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ];
  for (const [what, value, expected] of carried) {
    it(what, () => assert.deepEqual(toPulumiValue(value), expected));
  }

  const refused: [what: string, value: unknown, message: string][] = [
    ["a function", { a: [{ b: () => 1 }] }, "the outputs.a[0].b holds a function"],
    ["a symbol", { a: Symbol("a") }, "the outputs.a holds a symbol"],
    ["a Map", { a: new Map() }, "the outputs.a holds a Map"],
    ["a Buffer", { a: Buffer.from("a") }, "the outputs.a holds a Buffer"],
    ["an instance of a class", new URL("https://a.example"), "the outputs holds a URL"],
  ];
  for (const [what, value, message] of refused) {
    it(`refuses ${what}, and says where it is`, () => {
      assert.throws(() => toPulumiValue(value), { message: `${message}, which Pulumi's state cannot keep` });
    });
  }
});
