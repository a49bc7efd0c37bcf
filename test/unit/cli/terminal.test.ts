import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { showProgresses } from "../../../cli/src/progress";
import { table } from "../../../cli/src/table";
import { stripControlCharacters, terminalOn } from "../../../cli/src/terminal";

const steering = "\u001b]0;title\u0007a\u202eb\u2066c\u200f\u2028d";

describe("what the service says, on a terminal,", () => {
  it("steers nothing and turns nothing round", () => {
    assert.equal(stripControlCharacters(steering), " ]0;title a b c d");
    assert.equal(stripControlCharacters("عربي 日本"), "عربي 日本");
  });

  it("keeps its lines, as a result and as news", () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    const terminal = terminalOn(stream, stream);
    terminal.print(`${steering}\ne`);
    terminal.say(`${steering}\ne`);
    assert.deepEqual(written, Array(2).fill(" ]0;title a b c d\ne\n"));
  });

  it("steers nothing beside a bar", () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
    let shown = "";
    stream.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    const progresses = showProgresses({
      print: () => undefined,
      say: () => undefined,
      moving: stream as never,
    });
    progresses.add(steering).move(1, 100);
    progresses.end();
    assert.match(shown, / \]0;title a b c d/);
    for (const mark of ["\u001b]", "\u0007", "\u202e", "\u2066"]) assert.ok(!shown.includes(mark));
  });

  it("may be very many rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, row) => [row]);
    assert.equal(table(["ROW"], rows).split("\n").length, 200_001);
  });
});
