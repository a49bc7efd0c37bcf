import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { run } from "../../../cli/src/program";
import { terminalOn } from "../../../cli/src/terminal";
import { folderOfEachTest } from "../../../harness/test-folder";
import { entryText, type Intent } from "../../../provider/exactly-once/journal-entry";

// No process has this number.
const nobody = 2 ** 30;
const begun: Intent = {
  kind: "product",
  resource: "urn:pulumi:prod::drivers::pulumi-nodejs:dynamic/devcenter:Product::nic",
  fingerprint: "f",
  startedAt: "2026-11-27T12:00:00.000Z",
  pid: nobody,
};

describe("devcenter journal", () => {
  const directory = folderOfEachTest();
  beforeEach(() => {
    mkdirSync(directory("account"));
  });

  async function journal(
    args: readonly string[],
    environment = { DEVCENTER_JOURNAL_DIRECTORY: directory() },
  ) {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = terminalOn({ write: (text) => out.push(text) }, { write: (text) => err.push(text) });
    const exitCode = await run(["journal", ...args], terminal, environment);
    return { exitCode, out: out.join(""), err: err.join("") };
  }
  const fileOf = (name: string) => directory("account", `${name}.json`);
  const note = (name: string, more: Partial<Intent> = {}) =>
    writeFileSync(fileOf(name), entryText({ ...begun, ...more }));

  it("says that nothing is open, and where it looked", async () => {
    assert.deepEqual(await journal(["list"]), {
      exitCode: 0,
      out: `No creation is open in ${directory()}.\n`,
      err: "",
    });
  });

  it("says what Dev Center has made, and how another name adopts it", async () => {
    note("made", { id: "14631253285588838" });
    const { out } = await journal(["list"]);
    assert.match(out, /made +product +2026-11-27T12:00:00.000Z +14631253285588838 +urn:pulumi:prod/);
    assert.match(
      out,
      /The next up of nic takes it over\. Under another name, adopt it with \{ import: "14631253285588838" \}/,
    );
  });

  it("says what may have been made, what is at work, and what cannot be read", async () => {
    note("lost");
    note("working", { pid: process.pid });
    writeFileSync(fileOf("torn"), "{");
    const { exitCode, out } = await journal(["list"]);
    assert.equal(exitCode, 0);
    assert.match(out, /lost: Dev Center may have made this product/);
    assert.match(out, /working: a run may still be at work on it/);
    assert.match(out, /cannot be read \(.+\): .*torn\.json\. Nothing is created past it\./);
    const { open, unreadable } = JSON.parse((await journal(["list", "--json"])).out);
    assert.deepEqual([open.length, unreadable.length], [2, 1]);
  });

  it("forgets one entry, readable or not, and ends with 4 for one that is not there", async () => {
    note("lost");
    writeFileSync(fileOf("torn"), "{");
    assert.equal((await journal(["forget", "torn"])).out, "forgotten  torn\n");
    assert.deepEqual([existsSync(fileOf("torn")), existsSync(fileOf("lost"))], [false, true]);
    const { exitCode, err } = await journal(["forget", "torn"]);
    assert.equal(exitCode, 4);
    assert.match(err, /There is no entry torn in /);
  });

  it("says that no journal is kept", async () => {
    const { exitCode, out } = await journal(["list"], { DEVCENTER_JOURNAL_DIRECTORY: "none" });
    assert.deepEqual([exitCode, out], [0, "No journal is kept: devcenter:journalDirectory is none.\n"]);
  });
});
