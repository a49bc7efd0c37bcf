import assert from "node:assert/strict";
import fs, { readFileSync } from "node:fs";
import { journalOfEachTest } from "../../../harness/journal-folder";
import { failingWith, replacing } from "../../../harness/replaced";
import { createDeclaredResources } from "../../../provider/exactly-once/declared-resources";
import type { Journal } from "../../../provider/exactly-once/journal";
import type { Intent } from "../../../provider/exactly-once/journal-entry";

const kind = "Product";
const inputs = { productName: "nic" };
const urn = (name: string) => `urn:pulumi:dev::drivers::pulumi-nodejs:dynamic/devcenter:Product::${name}`;
/** What the program creates today. */
const wanted = { kind, resource: urn("new"), inputs };

describe("an equal creation of another name, whose response a killed run lost", () => {
  const { folder, entries, files, open } = journalOfEachTest();
  let next: Journal;
  beforeEach(() => {
    next = open();
  });

  const begin = (name: string, more: Partial<typeof wanted> = {}) =>
    open().begin({ ...wanted, resource: urn(name), ...more });
  const twins = () => next.lostTwins(wanted).map(({ resource }) => resource);
  /** What the end of a run reports that has created the wanted resource. */
  function reported(journal: Journal, taken: readonly string[] = []): string[] {
    const declared = createDeclaredResources();
    declared.add(kind, wanted.resource, inputs);
    const unclaimed = journal.unclaimed(declared, ({ id }) => taken.includes(id));
    return unclaimed.map(({ resource, id }) => `${id} ${resource.split("::").at(-1)}`).sort();
  }
  function findForEach(ids: readonly string[]): void {
    for (const twin of next.lostTwins(wanted)) twin.found(ids);
  }

  it("is looked for", () => {
    begin("old");
    assert.deepEqual(twins(), [urn("old")]);
  });

  const others: [what: string, begin: () => void][] = [
    ["of another kind", () => void begin("old", { kind: "Submission" })],
    ["of other inputs", () => void begin("old", { inputs: { productName: "card" } })],
    ["of this very resource, which adopts it", () => void begin("new")],
    ["whose object is known", () => begin("old").created("15")],
    ["of this run itself", () => void next.begin({ ...wanted, resource: urn("old") })],
  ];
  for (const [what, make] of others) {
    it(`is not one ${what}`, () => {
      make();
      assert.deepEqual(twins(), []);
    });
  }

  it("is not one that its own process has erased meanwhile", () => {
    const begun = begin("old");
    assert.deepEqual(twins(), [urn("old")]);
    begun.erase();
    assert.deepEqual(twins(), []);
  });

  it("is not one whose process is still at work", () => {
    begin("old");
    const [file = ""] = entries();
    const entry: Intent = { ...JSON.parse(readFileSync(folder(file), "utf8")), kind };
    const writeAs = (pid: number) => files().write(file.replace(".json", ""), { ...entry, pid });
    writeAs(process.ppid);
    assert.deepEqual(twins(), []);
    writeAs(2 ** 30);
    next = open();
    assert.deepEqual(twins(), [urn("old")]);
  });

  it("is reported with the object that was found, to later runs as well", () => {
    begin("old");
    findForEach(["15"]);
    assert.deepEqual(reported(next), ["15 old"]);
    assert.deepEqual(reported(open()), ["15 old"]);
  });

  it("is reported with it also where the disk has no room to note it", () => {
    begin("old");
    findForEach(["15"]);
    const report = () => assert.deepEqual(reported(next), ["15 old"]);
    replacing(fs, "writeFileSync", failingWith("ENOSPC"), report);
  });

  it("is reported without an object where each that was found has a resource by the end of the run", () => {
    begin("old");
    findForEach(["15", "16"]);
    assert.deepEqual(reported(next, ["15", "16"]), ["undefined old"]);
  });

  it("takes none that a killed run is known to have made for another resource", () => {
    begin("known").created("15");
    begin("old");
    findForEach(["15", "16"]);
    assert.deepEqual(reported(next), ["15 known", "16 old"]);
  });

  it("takes the same number of another kind for another object", () => {
    begin("known", { kind: "Submission" }).created("15");
    begin("old");
    findForEach(["15"]);
    assert.deepEqual(reported(next), ["15 known", "15 old"]);
  });

  it("is given another object than the next one like it", () => {
    begin("one");
    begin("other");
    findForEach(["15", "16"]);
    assert.deepEqual(
      reported(next)
        .map((line) => line.split(" ")[0])
        .sort(),
      ["15", "16"],
    );
  });
});
