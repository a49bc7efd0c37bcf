import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { purge } from "../../../../cli/src/retention/purge";
import { downloadFolderOfEachTest, filesOf } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";
import { withoutRoot } from "../../../../harness/other-user";

describe("purge leaves, and names,", () => {
  const downloads = downloadFolderOfEachTest();
  const outside = () => downloads.outside("a.cab");
  for (const [what, meddle, why] of [
    ["a file whose content was changed", (path: string) => appendFileSync(path, "!"), /changed by somebody/],
    [
      "a file whose content was changed and is as long",
      (path: string) => writeFileSync(path, "b"),
      /changed by somebody/,
    ],
    [
      "a link that has taken the place of a file",
      (path: string) => {
        renameSync(path, outside());
        symlinkSync(outside(), path);
      },
      /a link now/,
    ],
    [
      "a folder that has taken the place of a file",
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
      /a folder now/,
    ],
    [
      "what lies behind a link in the place of a folder",
      (path: string) => {
        renameSync(path, outside());
        rmSync(join(path, ".."), { recursive: true });
        symlinkSync(downloads.outside(), join(path, ".."));
      },
      /cabs in .* is a link/,
    ],
  ] as const) {
    it(what, async () => {
      mkdirSync(downloads.outside());
      await downloads.keep(cabNamed("b", "b.cab"));
      const { file } = await downloads.keep(cabNamed("a"));
      meddle(downloads.path(file));
      const { destroyed, left } = await downloads.purge({ olderThanMs: 0 });
      assert.deepEqual([filesOf(destroyed), filesOf(left)], [["b.cab"], [file]]);
      assert.match(left[0]?.why ?? "", why);
      assert.ok(downloads.has(file));
      assert.equal(downloads.manifest.find("cab", "a")?.destroyedAt, undefined);
    });
  }

  for (const [what, meddle, why] of [
    [
      "a link beside the beginning of a file",
      (part: string) => symlinkSync(downloads.outside(), `${part}.json`),
      /its .part is a link/,
    ],
    ["a folder where the beginning of a file was", mkdirSync, /its .part is a folder/],
  ] as const) {
    it(what, async () => {
      await downloads.begin(cabNamed("begun", "begun.cab"));
      meddle(downloads.path("begun.cab.part"));
      const { left } = await downloads.purge({ olderThanMs: 0 });
      assert.match(left[0]?.why ?? "", why);
      assert.ok(readdirSync(downloads.path()).some((name) => name.startsWith("begun.cab.part")));
    });
  }

  it("a file that it may not destroy, and goes on with the others", async () => {
    await downloads.keep(cabNamed("a"));
    await downloads.keep(cabNamed("b", "b.cab"));
    for (const open of ["..", "."]) chmodSync(downloads.path(open), 0o777);
    chmodSync(downloads.path("cabs"), 0o555);
    const { destroyed, left } = await withoutRoot(() => downloads.purge({ olderThanMs: 0 }));
    chmodSync(downloads.path("cabs"), 0o755);
    assert.deepEqual([filesOf(destroyed), filesOf(left)], [["b.cab"], ["cabs/a.cab"]]);
    assert.match(left[0]?.why ?? "", /\(EACCES\)/);
  });

  for (const [why, error, named] of [
    [
      "the disk is full",
      Object.assign(new Error("no space"), { code: "ENOSPC" }),
      /^it is destroyed, but the manifest could not be written \(ENOSPC\)/,
    ],
    ["the lock is lost", new Error("lost the lock"), /^lost the lock$/],
  ] as const) {
    it(`a file that is destroyed, and whose row could not be written: ${why}`, async () => {
      const { file } = await downloads.keep(cabNamed("a"));
      const failing: Manifest = Object.assign(Object.create(downloads.manifest), {
        destroyed: () => Promise.reject(error),
      });
      const { left } = await purge(failing, { now: downloads.clock.now(), olderThanMs: 0 });
      assert.match(left[0]?.why ?? "", named);
      assert.ok(!downloads.has(file));
    });
  }
});
