import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { startEmulator } from "../../harness/emulated-handlers";
import { zipOf } from "../integration/emulator/sample-packages";
import { READY_TOKEN, reference, startStore } from "./fault-case";
import { fieldScenarios } from "./field-scenarios";
import { scenarios } from "./scenarios";

const folder = mkdtempSync(join(tmpdir(), "devcenter-field-"));
const packagePath = join(folder, "driver.hlkx");

describe("every verb of every kind, in the field", () => {
  let ordinary: Emulator;
  let field: Emulator;
  before(async () => {
    writeFileSync(packagePath, zipOf("1.0"));
    ordinary = await startEmulator({ accessToken: READY_TOKEN, fieldBehavior: false });
    field = await startEmulator({ accessToken: READY_TOKEN, fieldBehavior: true });
    await startStore(ordinary, scenarios(packagePath));
    await startStore(field, scenarios(packagePath));
  });
  after(async () => {
    await Promise.all([ordinary.close(), field.close()]);
    rmSync(folder, { recursive: true });
  });

  for (const scenario of [...scenarios(packagePath), ...fieldScenarios]) {
    it(`takes no request and makes no object more: ${scenario.kind}, ${scenario.verb}`, async () => {
      const expected = await reference(ordinary, scenario);
      assert.deepEqual(await reference(field, scenario), expected);
    });
  }
});
