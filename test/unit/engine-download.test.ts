import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadEngine } from "../../engine/download";

const quiet = () => undefined;

describe("downloadEngine", () => {
  let home = "";
  let server: Server;
  let digits = "";
  let asked: (string | undefined)[] = [];

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "engine-download-"));
    mkdirSync(join(home, "pulumi"));
    mkdirSync(join(home, "staging", "bin"), { recursive: true });
    writeFileSync(join(home, "pulumi", "pulumi"), "the program");
    execFileSync("tar", ["-czf", "release.tar.gz", "pulumi"], { cwd: home });
    const archive = readFileSync(join(home, "release.tar.gz"));
    digits = createHash("sha256").update(archive).digest("hex");
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url);
      response.end(archive);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  });

  afterEach(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  function release() {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sum = { algorithm: "sha256", digits } as const;
    return { archiveName: "release.tar.gz", archiveUrl: `${url}/archive`, sum };
  }

  it("unpacks a release whose sum is the pinned one, and asks nobody else for it", async () => {
    await downloadEngine(join(home, "staging"), release(), quiet);
    assert.equal(readFileSync(join(home, "staging", "bin", "pulumi"), "utf8"), "the program");
    assert.equal(existsSync(join(home, "staging", "release.tar.gz")), false);
    assert.deepEqual(asked, ["/archive"]);
  });

  it("goes on to another way when a host sends a byte now and then", async () => {
    let drip: NodeJS.Timeout | undefined;
    server.removeAllListeners("request").on("request", (_, response) => {
      drip = setInterval(() => response.write("x"), 20);
    });
    try {
      await assert.rejects(
        downloadEngine(join(home, "staging"), release(), quiet, 200),
        /less than 16 KiB a second came/,
      );
    } finally {
      clearInterval(drip);
    }
  });

  it("unpacks nothing when the sum is another one", async () => {
    digits = "0".repeat(64);
    await assert.rejects(
      downloadEngine(join(home, "staging"), release(), quiet),
      /engine\/pins\.ts has 0{64}$/,
    );
    assert.equal(existsSync(join(home, "staging", "bin", "pulumi")), false);
  });
});
