import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Emulator, EntityKind } from "devcenter-emulator";
import type { CommandOutcome } from "../../../../harness/devcenter-command";
import { filesIn } from "../../../../harness/project-folder";
import { call } from "../../emulator/dev-center-client";
import { hardwareIdsOf, minuteMs, type Release } from "../../emulator/driver-release";
import { publishing } from "../../emulator/sample-labels";

export interface Reruns {
  readonly emulator: () => Emulator;
  readonly folder: () => string;
  /** `devcenter import` into the folder. */
  readonly run: (...args: string[]) => Promise<CommandOutcome>;
  readonly template: object;
  readonly product: object;
}

/** A re-run on a complete account, and one after ten more objects were made by hand. */
export function rerunsHold({ emulator, folder, run, template, product }: Reruns): void {
  const idsOf = (kind: EntityKind) =>
    emulator()
      .state()
      .entities[kind].map(({ id }) => id);

  async function make(kind: EntityKind, path: string, body: object): Promise<string> {
    const { status, text } = await call(emulator(), "POST", path, { body });
    assert.ok(status < 300, text);
    return idsOf(kind).at(-1) ?? "";
  }

  /** A product with a submission that is ready, and with a label of it: the three ids as Pulumi writes them. */
  async function makeRelease(productName: string): Promise<string[]> {
    const products = "/v2.0/my/hardware/products";
    const productId = await make("product", products, { ...product, productName });
    const submissions = `${products}/${productId}/submissions`;
    const id = await make("submission", submissions, { name: "1.0", type: "initial" });
    emulator().edit("submission", id, { committedAt: emulator().clock.now().toISOString() });
    emulator().clock.advance(60 * minuteMs);
    const release: Release = { submissions, id, path: `${submissions}/${id}` };
    const [first] = await hardwareIdsOf(emulator(), release);
    assert.ok(first);
    const label = await make("shippingLabel", `${release.path}/shippingLabels`, publishing([first]));
    return [productId, `${productId}/${id}`, `${productId}/${id}/${label}`];
  }

  async function makeTen(): Promise<string[]> {
    const made: string[] = [];
    for (const limit of [7, 8]) {
      const id = await make("reportTemplate", "/analytics/driver/reporttemplate", { ...template, limit });
      const schedule = { startTime: "2027-01-01T00:00:00Z", recurrenceInterval: 168, recurrence: limit };
      const body = { templateId: Number(id), schedule };
      made.push(id, await make("reportSchedule", "/analytics/driver/report", body));
    }
    // The second has the name of a product that is declared already.
    for (const name of ["three", "one"]) made.push(...(await makeRelease(name)));
    return made;
  }

  // Without it nobody asks Pulumi what a stack manages: here the import options in the program say it all.
  const forgetProject = () => rmSync(join(folder(), "Pulumi.yaml"));

  it("writes nothing when all is declared, and exactly the ten objects that came since", async () => {
    assert.equal((await run()).exitCode, 0);
    forgetProject();
    const complete = filesIn(folder());
    const before = emulator().requests.length;
    const nothing = await run();
    assert.match(nothing.out, /Everything is managed\. Nothing was written\./);
    assert.deepEqual(filesIn(folder()), complete);
    assert.equal(emulator().requests.length - before, 7);

    const ten = await makeTen();
    const wrote = await run("--json");
    assert.equal(wrote.exitCode, 0, wrote.err);
    const { declared, alreadyManaged, files } = JSON.parse(wrote.out) as Record<string, unknown>;
    assert.deepEqual([declared, alreadyManaged], [10, 6]);
    const now = filesIn(folder());
    const written = [...now].filter(([path]) => !complete.has(path));
    const kept = [...now].filter(([path]) => complete.has(path) && path !== "index.ts");
    assert.deepEqual(
      kept,
      [...complete].filter(([path]) => path !== "index.ts"),
    );
    assert.deepEqual(written.map(([path]) => path).sort(), [...(files as string[])].sort());
    const options = written.flatMap(([, text]) => [...text.matchAll(/\{ import: "([\d/]+)" \}/g)]);
    assert.deepEqual(options.map(([, id]) => id).sort(), ten.sort());

    forgetProject();
    const again = filesIn(folder());
    assert.match((await run()).out, /Everything is managed/);
    assert.deepEqual(filesIn(folder()), again);
  });
}
