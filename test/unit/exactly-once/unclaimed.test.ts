import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { begunAt, journalOfEachTest } from "../../../harness/journal-folder";
import { createDeclaredResources } from "../../../provider/exactly-once/declared-resources";
import { unclaimedText } from "../../../provider/exactly-once/unclaimed";

const kind = "Product";
const inputs = { productName: "nic" };
const urn = (name: string, stack = "dev") =>
  `urn:pulumi:${stack}::drivers::pulumi-nodejs:dynamic/devcenter:Product::${name}`;

describe("what a killed run began, at the end of a later run", () => {
  const { folder, entries, files, open, settle } = journalOfEachTest();

  const killed = (resource: string) => open().begin({ kind, resource, inputs });

  /** What is reported to a run that declares resources of these URNs, new ones with these inputs. */
  function reported(resources: readonly string[], { news = {}, taken = [] as string[] } = {}): string[] {
    const declared = createDeclaredResources();
    for (const resource of resources) declared.add(kind, resource, news);
    const unclaimed = open().unclaimed(declared, (ref) => taken.includes(ref.id));
    return unclaimed.map(({ resource, id }) => `${id} ${resource.split("::").at(-1)}`);
  }

  it("is reported where the resource is gone from the program", () => {
    killed(urn("nic")).created("15");
    killed(urn("card"));
    assert.deepEqual(reported([urn("other")]).sort(), ["15 nic", "undefined card"]);
  });

  it("is reported to each run, until the entry is removed", () => {
    killed(urn("nic")).created("15");
    assert.deepEqual([reported([urn("a")]), reported([urn("a")])], [["15 nic"], ["15 nic"]]);
    for (const file of entries()) rmSync(folder(file));
    assert.deepEqual(reported([urn("a")]), []);
  });

  it("is not reported while the program declares the resource, which adopts it", () => {
    killed(urn("nic")).created("15");
    assert.deepEqual(reported([urn("nic"), urn("other")]), []);
  });

  it("is not reported of another stack, which has its own next run", () => {
    killed(urn("nic")).created("15");
    assert.deepEqual(reported([urn("nic", "prod")]), []);
  });

  it("is reported of another stack where an equal resource is new: the stack may have been renamed", () => {
    killed(urn("nic")).created("15");
    assert.deepEqual(reported([urn("nic", "prod")], { news: inputs }), ["15 nic"]);
  });

  it("is not reported, but confirmed, once the engine has the object, adopted under another name", () => {
    killed(urn("nic")).created("15");
    assert.deepEqual(reported([urn("other")], { taken: ["15"] }), []);
    assert.deepEqual(reported([urn("other")]), []);
  });

  it("is not reported where it was confirmed though its id could not be noted", () => {
    settle("known", begunAt(0, { resource: urn("nic"), id: "15" }));
    settle("unknown", begunAt(0, { resource: urn("nic") }));
    assert.deepEqual(reported([urn("nic")]), ["15 nic"]);
  });

  it("is not reported while the run that began it may still be at work", () => {
    killed(urn("nic")).created("15");
    const [name = ""] = entries();
    files().write(name.replace(".json", ""), begunAt(0, { resource: urn("nic"), pid: process.ppid }));
    assert.deepEqual(reported([urn("other")]), []);
  });
});

describe("the sentence about what a killed run began", () => {
  const entry = { name: "3f0c", kind, resource: urn("nic"), id: "15", isOfThisStack: true };

  it("names the object, and the option that adopts it", () => {
    assert.equal(
      unclaimedText(entry),
      `A run that was cut off made product 15 for ${urn("nic")}. This run declared no such resource. If --target or an error left it out, do nothing: the next whole pulumi up takes it over. To adopt it under another name, use the option { import: "15" }. To forget it: devcenter journal forget 3f0c`,
    );
  });

  it("does not claim more than is known, of another stack and without an id", () => {
    assert.equal(
      unclaimedText({ ...entry, id: undefined, isOfThisStack: false }),
      `A run that was cut off may have made a product for ${urn("nic")}. The next pulumi up of that stack takes it over, unless the stack has another name today. To adopt it under another name, use the option { import: "<id>" }. To forget it: devcenter journal forget 3f0c`,
    );
  });
});
