import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CLI_VERSION,
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
    for (const arch of ["x64", "arm64"]) {
      assert.deepEqual(releasePlatform("win32", arch), { os: "windows", arch: "x64" });
    }
  });

  it("has no release where Pulumi publishes none", () => {
    assert.equal(releasePlatform("freebsd", "x64"), undefined);
    assert.equal(releasePlatform("linux", "ppc64"), undefined);
  });

  it("lies in a folder of its own per version and platform", () => {
    assert.equal(engineFolderName("3.250.0", "linux", "x64"), "v3.250.0-linux-x64");
  });

  it("comes from Pulumi's own host, as tar or as zip, and its sum does not", () => {
    assert.deepEqual(officialRelease({ os: "linux", arch: "arm64" }), {
      archiveName: `pulumi-v${CLI_VERSION}-linux-arm64.tar.gz`,
      archiveUrl: `https://get.pulumi.com/releases/sdk/pulumi-v${CLI_VERSION}-linux-arm64.tar.gz`,
      sum: {
        algorithm: "sha256",
        digits: "deb4bf0d05b4cbaf3adcf82ffa44039ad0ebf039e33338ead8136877a437b4e5",
      },
    });
    const { archiveName } = officialRelease({ os: "windows", arch: "x64" });
    assert.equal(archiveName, `pulumi-v${CLI_VERSION}-windows-x64.zip`);
  });

  it("has a sum of its own for each platform", () => {
    const digits = ["linux", "darwin", "win32"]
      .flatMap((os) => ["x64", "arm64"].map((arch) => releasePlatform(os, arch)))
      .map((platform) => {
        assert.ok(platform);
        const { sum } = officialRelease(platform);
        assert.match(sum.digits, sum.algorithm === "sha256" ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/);
        return sum.digits;
      });
    assert.equal(new Set(digits).size, 5);
  });

  it("is the version that the Go modules build", () => {
    const pinned = readFileSync(join(__dirname, "../../engine/pulumi-cli/go.mod"), "utf8");
    assert.match(pinned, new RegExp(`pulumi/pkg/v3 v${CLI_VERSION.replaceAll(".", "\\.")}\\b`));
  });
});

describe("version choice", () => {
  it("reads the number out of what a program says", () => {
    assert.equal(readVersion("v3.250.0\n"), "3.250.0");
    assert.equal(readVersion("go version go1.26 linux/amd64"), "1.26.0");
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
