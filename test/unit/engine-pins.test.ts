import assert from "node:assert/strict";
import {
  checksumOf,
  engineFolderName,
  isAtLeast,
  officialRelease,
  readVersion,
  releasePlatform,
} from "../../engine/pins";

describe("the pinned engine", () => {
  it("is named by platform as Pulumi names its releases", () => {
    assert.deepEqual(releasePlatform("linux", "x64"), { os: "linux", arch: "x64" });
    assert.deepEqual(releasePlatform("darwin", "arm64"), { os: "darwin", arch: "arm64" });
    assert.deepEqual(releasePlatform("win32", "x64"), { os: "windows", arch: "x64" });
  });

  it("has no release where Pulumi publishes none", () => {
    assert.equal(releasePlatform("freebsd", "x64"), undefined);
    assert.equal(releasePlatform("linux", "ppc64"), undefined);
  });

  it("lies in a folder of its own per version and platform", () => {
    assert.equal(engineFolderName("3.250.0", "linux", "x64"), "v3.250.0-linux-x64");
  });

  it("comes from Pulumi's own hosts, as tar or as zip", () => {
    assert.deepEqual(officialRelease("3.250.0", { os: "linux", arch: "arm64" }), {
      archiveName: "pulumi-v3.250.0-linux-arm64.tar.gz",
      archiveUrl: "https://get.pulumi.com/releases/sdk/pulumi-v3.250.0-linux-arm64.tar.gz",
      checksumsUrl:
        "https://github.com/pulumi/pulumi/releases/download/v3.250.0/pulumi-3.250.0-checksums.txt",
    });
    const windows = officialRelease("3.250.0", { os: "windows", arch: "x64" });
    assert.equal(windows.archiveName, "pulumi-v3.250.0-windows-x64.zip");
  });
});

describe("checksumOf", () => {
  const sum = "A".repeat(64);

  it("finds the sum of exactly this file", () => {
    const text = `${"b".repeat(64)}  other-a.tar.gz\n${sum}  a.tar.gz\r\n`;
    assert.equal(checksumOf("a.tar.gz", text), sum.toLowerCase());
  });

  it("reads the marks of binary mode and of the current folder", () => {
    assert.equal(checksumOf("a.tar.gz", `${sum} *./a.tar.gz`), sum.toLowerCase());
  });

  it("finds nothing in a page that is no list of sums", () => {
    assert.equal(checksumOf("a.tar.gz", "<html>a.tar.gz</html>"), undefined);
  });
});

describe("version choice", () => {
  it("reads the number out of what a program says", () => {
    assert.equal(readVersion("v3.250.0\n"), "3.250.0");
    assert.equal(readVersion("go version go1.26 linux/amd64"), "1.26");
    assert.equal(readVersion("not found"), undefined);
  });

  it("compares by number, not by letter", () => {
    assert.equal(isAtLeast("3.150.0", "3.150.0"), true);
    assert.equal(isAtLeast("3.99.9", "3.150.0"), false);
    assert.equal(isAtLeast("4.0", "3.150.0"), true);
    assert.equal(isAtLeast("1.21.3", "1.21"), true);
    assert.equal(isAtLeast("1.9", "1.21"), false);
  });
});
