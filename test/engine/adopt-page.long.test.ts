import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureEngine } from "../../engine/find-or-install";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { commandsOn } from "../../harness/page-commands";
import { CALLBACK, makeOthers } from "./existing-objects";

const checkout = join(__dirname, "..", "..");

/** What `npm install` leaves, of the checkout's packages: that they install is another test's. */
const npm = `npm() {
  test "$1" = install
  ln -s '${checkout}/node_modules' node_modules
  shift
  node -e 'const all = process.argv.slice(1).map((name) => [name, "*"]);
    require("fs").writeFileSync("package.json", JSON.stringify({ dependencies: Object.fromEntries(all) }));' "$@"
}`;

describe("docs/adopt.md, command by command", () => {
  const home = mkdtempSync(join(realpathSync(tmpdir()), "adopt-page-"));
  let center: LocalDevCenter;
  let env: Record<string, string>;
  let place = home;

  before(async () => {
    const { bin } = await ensureEngine();
    center = await LocalDevCenter.open(0);
    await makeOthers(center);
    mkdirSync(join(home, "state"));
    env = {
      ...(process.env as Record<string, string>),
      ...center.env,
      // These come from the stack.
      AZURE_TENANT_ID: "",
      AZURE_CLIENT_ID: "",
      AZURE_CLIENT_SECRET: "",
      PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
      PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
      PULUMI_HOME: join(home, "pulumi-home"),
      PULUMI_CONFIG_PASSPHRASE: "only for tests",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // What a person would confirm at the terminal.
      PULUMI_SKIP_CONFIRMATIONS: "true",
      GIT_AUTHOR_NAME: "A reader",
      GIT_AUTHOR_EMAIL: "reader@example.com",
      GIT_COMMITTER_NAME: "A reader",
      GIT_COMMITTER_EMAIL: "reader@example.com",
    };
  });
  after(async () => {
    await center?.close();
    rmSync(home, { recursive: true, force: true });
  });

  function filledIn(block: string): string {
    const { tenantId, clientId } = center.emulator.credentials;
    const whole = block.replaceAll("<tenant ID>", tenantId).replaceAll("<client ID>", clientId);
    assert.ok(!/<\w/.test(whole), `something is left to fill in:\n${whole}`);
    return whole;
  }

  /** Runs a block where the last one ended; with the key for whoever asks for it. */
  async function typed(block: string): Promise<string> {
    const script = `set -euo pipefail\n${npm}\n${filledIn(block)}\npwd > '${join(home, "place")}'\n`;
    const child = spawn("bash", ["-c", script], { cwd: place, env });
    child.stdin.end(`${center.emulator.credentials.clientSecret}\n`);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.equal(code, 0, `${block}\n${said}`);
    place = readFileSync(join(home, "place"), "utf8").trim();
    return said;
  }

  it("leads from a hand-made account to a program in git, and changes nothing on Dev Center", async () => {
    const before = center.emulator.state();
    const asked = center.emulator.requests.length;
    const said: string[] = [];
    for (const block of commandsOn("docs/adopt.md")) said.push(await typed(block));
    assert.ok(said.length >= 6);
    const writes = center.emulator.requests.slice(asked).filter(({ method }) => method !== "GET");
    assert.deepEqual(writes, []);
    assert.deepEqual(center.emulator.state(), before);
    const files = execFileSync("git", ["ls-files"], { cwd: place, encoding: "utf8" }).trim().split("\n");
    assert.ok(files.includes("products/nic.ts") && files.includes("reports.ts"), files.join());
    assert.ok(!files.some((file) => /node_modules|devcenter-import/.test(file)), files.join());
    const texts = files.map((file) => readFileSync(join(place, file), "utf8")).join("\n");
    for (const secret of [CALLBACK, center.emulator.credentials.clientSecret]) {
      assert.ok(![...said, texts].some((text) => text.includes(secret)), "a secret was shown");
    }
    assert.ok(!/import: "/.test(texts), "an import option is left");
    assert.match(said.at(-1) ?? "", /Everything is managed/);
  });
});
