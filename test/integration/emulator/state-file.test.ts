import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, start } from "devcenter-emulator";
import { CallbackReceiver } from "../../../harness/callback-receiver";
import { until } from "../../../harness/pulumi-processes";
import { folderOfEachTest } from "../../../harness/test-folder";
import { accessToken, at, call, createProduct, startAtNoon, template } from "./dev-center-client";

const reports = "/analytics/driver/report";
const plan = { startTime: "2026-03-03T00:00:00Z", recurrenceInterval: 12, recurrence: 3 };

async function scheduleWith(emulator: Emulator, callbackUrl: string): Promise<void> {
  const made = await call(emulator, "POST", "/analytics/driver/reporttemplate", { body: template });
  const templateId = at(made.body, "data.templateId");
  const body = { templateId, schedule: plan, callbackUrl };
  assert.equal((await call(emulator, "POST", reports, { body })).status, 201);
}

describe("state file of the emulator", () => {
  const directory = folderOfEachTest();
  let stateFile: string;
  beforeEach(() => {
    stateFile = directory("state.json");
  });

  it("brings back what an earlier run created", async () => {
    const earlier = await startAtNoon({ stateFile });
    const path = (await createProduct(earlier)).replace("/submissions", "");
    await earlier.close();
    const later = await startAtNoon({ stateFile });
    const { status } = await call(later, "GET", path);
    await later.close();
    assert.equal(status, 200);
  });

  it("brings back the packages too", async () => {
    const earlier = await startAtNoon({ stateFile });
    const path = await createProduct(earlier);
    const { body } = await call(earlier, "POST", path, { body: { name: "first", type: "initial" } });
    const url = (submission: unknown) => String(at(submission, "downloads.items.0.url"));
    const headers = { "x-ms-blob-type": "BlockBlob" };
    await fetch(url(body), { method: "PUT", headers, body: "kept" });
    await earlier.close();
    const later = await startAtNoon({ stateFile });
    const again = await call(later, "GET", `${path}/${at(body, "id")}`);
    const text = await (await fetch(url(again.body))).text();
    await later.close();
    assert.equal(text, "kept");
  });

  /** Everything that the emulator leaves on the disk, packages included. */
  const left = () =>
    readdirSync(directory(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
      .join("\n");

  it("holds no key, token, signature or secret after a schedule, an upload and an edit", async () => {
    const emulator = await startAtNoon({ stateFile });
    await scheduleWith(emulator, "https://user:KEY-USER@hooks.example/KEY-PATH/in?code=KEY-QUERY#KEY-HASH");
    const path = await createProduct(emulator);
    const { body } = await call(emulator, "POST", path, { body: { name: "first", type: "initial" } });
    const url = String(at(body, "downloads.items.0.url"));
    await fetch(url, { method: "PUT", headers: { "x-ms-blob-type": "BlockBlob" }, body: "kept" });
    const workflowStatus = { currentStep: "signing", state: "failed", messages: [], errorReport: url };
    emulator.edit("submission", String(at(body, "id")), { workflowStatus });
    const { clientSecret } = emulator.credentials;
    await emulator.close();
    const signature = new URL(url).searchParams.get("sig") ?? assert.fail();
    const keys = ["KEY-USER", "KEY-PATH", "KEY-QUERY", "KEY-HASH"];
    const secrets = [...keys, signature, encodeURIComponent(signature), clientSecret, accessToken];
    assert.deepEqual(
      secrets.filter((secret) => left().includes(secret)),
      [],
    );
    assert.match(readFileSync(stateFile, "utf8"), /"https:\/\/hooks\.example\/…"/);
  });

  it("warns of the callbacks whose keys it does not keep, and sends them after the update", async () => {
    const receiver = await CallbackReceiver.listen();
    const earlier = await startAtNoon({ stateFile });
    await scheduleWith(earlier, receiver.url("KEY"));
    await earlier.close();
    const warned = once(process, "warning");
    const later = await startAtNoon({ stateFile });
    try {
      const [warning] = (await warned) as [Error];
      assert.match(warning.message, /no callback is sent .* until they are updated: 2$/);
      later.clock.set("2026-03-03T00:05:00Z");
      assert.deepEqual(later.callbacks, []);
      const body = { templateId: 15, schedule: plan, callbackUrl: receiver.url("KEY") };
      await call(later, "POST", `${reports}/2`, { body });
      later.clock.advance(1);
      await until("the callback", () => receiver.received.length > 0);
      assert.equal(receiver.received[0]?.path, "/ready?key=KEY");
    } finally {
      await Promise.all([later.close(), receiver.close()]);
    }
  });

  it("loses the keys that an older version wrote into it as soon as it is read", async () => {
    const emulator = await startAtNoon({ stateFile });
    await scheduleWith(emulator, "https://hooks.example/in?code=KEY");
    await emulator.close();
    const whole = readFileSync(stateFile, "utf8").replace("hooks.example/…", "hooks.example/in?code=KEY");
    writeFileSync(stateFile, whole);
    const later = await startAtNoon({ stateFile });
    const { reportSchedule } = later.state().entities;
    await later.close();
    assert.equal(reportSchedule[0]?.callbackUrl, "https://hooks.example/in?code=KEY");
    assert.doesNotMatch(left(), /KEY/);
  });

  it("can be read by its owner alone", async function () {
    if (process.platform === "win32") this.skip();
    const emulator = await startAtNoon({ stateFile });
    await createProduct(emulator);
    await emulator.close();
    assert.equal((statSync(stateFile).mode & 0o777).toString(8), "600");
  });

  it("refuses a file that is something else", async () => {
    writeFileSync(stateFile, "{}");
    await assert.rejects(start({ stateFile }), /is not a state file/);
  });
});
