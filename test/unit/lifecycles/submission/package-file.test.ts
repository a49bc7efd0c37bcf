import assert from "node:assert/strict";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { failingWith, fileHandles, replacing } from "../../../../harness/replaced";
import { failureOf } from "../../../../harness/scripted-service";
import { folderOfAllTests } from "../../../../harness/test-folder";
import { packageFault } from "../../../../provider/lifecycles/submission/package-file";
import { submission } from "../../../../provider/lifecycles/submission/submission";
import { cabinetOf, zip64Of, zipOf } from "../../../integration/emulator/sample-packages";

describe("a package file", () => {
  const folder = folderOfAllTests();
  const file = (name: string, content: string | Buffer) => {
    const path = folder(name);
    writeFileSync(path, content);
    return path;
  };

  for (const [name, content] of [
    ["a.hlkx", zipOf("a")],
    ["a.HCKX", zipOf("a")],
    ["a.cab", cabinetOf("a")],
  ] as const) {
    it(`is right as ${name}`, async () => assert.equal(await packageFault(file(name, content)), undefined));
  }

  const wrong: [what: string, make: () => string, expected: RegExp][] = [
    ["is missing", () => folder("none.hlkx"), /that exists/],
    ["is empty", () => file("empty.hlkx", ""), /not empty/],
    ["has another extension", () => file("driver.zip", zipOf()), /extension \.hlkx, \.hckx or \.cab/],
    ["has no extension", () => file("driver", zipOf()), /extension/],
    ["is a zip archive called .cab", () => file("zip.cab", zipOf()), /a cabinet file, as its extension/],
    ["is a cabinet called .hlkx", () => file("cab.hlkx", cabinetOf()), /a zip archive, as its extension/],
    ["is a Zip64 archive", () => file("zip64.hlkx", zip64Of()), /without Zip64/],
  ];
  for (const [what, make, expected] of wrong) {
    it(`is refused when it ${what}`, async () => assert.match((await packageFault(make())) ?? "", expected));
  }

  it("is refused with the property that names it when the disk cannot read it, and no other failure is hidden", async () => {
    const given = { package: file("unread.hlkx", zipOf("a")) };
    const reading = async (failing: () => () => never) =>
      replacing(await fileHandles(), "read", failing, async () => submission.deriveInputs?.(given));
    assert.deepEqual(await reading(failingWith("EIO")), {
      found: {},
      faults: [{ path: ["package"], expected: "a package file that can be read (EIO)" }],
    });
    const bug = new TypeError("a bug");
    const broken = () => () => {
      throw bug;
    };
    assert.equal(await failureOf(reading(broken)), bug);
  });

  it("is refused when it is a directory", async () => {
    mkdirSync(folder("folder.hlkx"));
    assert.match((await packageFault(folder("folder.hlkx"))) ?? "", /not a directory/);
  });

  it("is refused when it has 4 GiB", async () => {
    const path = file("large.hlkx", "PK");
    // A hole in the file, which takes no room.
    truncateSync(path, 4 * 1024 ** 3);
    assert.match((await packageFault(path)) ?? "", /smaller than 4 GiB/);
  });
});
