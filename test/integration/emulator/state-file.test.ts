import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "devcenter-emulator";
import { at, call, createProduct, startAtNoon } from "./dev-center-client";

describe("state file of the emulator", () => {
  let directory: string;
  let stateFile: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "emulator-state-"));
    stateFile = join(directory, "state.json");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

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

  it("can be read by its owner alone, for it may hold keys of callbacks", async function () {
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
