import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock, type Emulator, start } from "devcenter-emulator";
import { NOW } from "../../../../harness/emulated-handlers";
import { enumerationsIn, valuesOf } from "../../../../harness/enumerations";
import { everyRelease, madeAccounts } from "../../../../harness/made-accounts";
import { PulumiSpy } from "../../../../harness/pulumi-spy";
import { accessToken } from "../../emulator/dev-center-client";
import { AdoptedAccount } from "./adopted-account";

/** @param count so many accounts @param seed which ones */
export function adoptsAccounts(count: number, seed = 20261127): { readonly modules: Map<string, string> } {
  const home = mkdtempSync(join(tmpdir(), "adopted-accounts-"));
  const modules = new Map<string, string>();
  const held = new Set<string>();
  let emulator: Emulator;
  let spy: PulumiSpy;
  let keys = 0;
  before(async () => {
    emulator = await start({ port: 0, accessToken, clock: createClock({ start: NOW, speed: 0 }) });
    spy = new PulumiSpy();
  });
  after(async () => {
    spy?.close();
    await emulator?.close();
    rmSync(home, { recursive: true });
  });

  const all = [...madeAccounts(count, seed), ...(count >= 200 ? [everyRelease] : [])];
  for (const [index, made] of all.entries()) {
    it(`adopts account ${index} without a write, and settles it without a change`, async () => {
      const account = new AdoptedAccount(emulator, spy, join(home, String(index)), index);
      await account.make(made);
      for (const value of valuesOf(emulator.state())) held.add(value);
      const { isEmpty } = await account.write();
      if (isEmpty) return;
      account.assertReferences();
      account.assertSecrets();
      keep(account, "import");
      if (index % 3 === 0) await account.again();
      await account.adopt();
      await account.expectNoChanges();
      await account.settle();
      keep(account, "settled");
      await account.expectNoChanges();
      await account.again();
      keys += account.keys;
    });
  }

  function keep(account: AdoptedAccount, when: string): void {
    const kind = account.isEsm ? "modules" : "scripts";
    const index = account.folder.slice(home.length + 1);
    for (const [path, text] of account.modules()) modules.set(join(kind, index, when, path), text);
  }

  if (count >= 200) {
    it("has met every value of every enumeration, and more than 40 secrets", () => {
      assert.deepEqual(
        [...enumerationsIn()].filter((value) => !held.has(value)),
        [],
      );
      assert.ok(keys > 40, `${keys} keys`);
    });
  }
  return { modules };
}
