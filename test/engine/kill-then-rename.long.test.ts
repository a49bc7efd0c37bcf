import assert from "node:assert/strict";
import { keptIds, LocalDevCenter, program } from "../../harness/local-dev-center";
import { dieAt } from "../../harness/process-kill";
import { canFindProcesses } from "../../harness/pulumi-processes";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { stages } from "./killed-creation";

const product = (name: string, option = "{}") => `new devcenter.Product("${name}", {
  productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
}, ${option});`;

describe("a run that is killed, and a resource that has another name in the next", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;
  let first: string;
  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
    project = await center.program(product("nic"));
    const action = { hang: "forever", effect: true } as const;
    await dieAt(center, project, "engine", { match: stages["the product is posted"], action });
    first = center.emulator.state().entities.product[0]?.id ?? assert.fail("nothing was made");
    project.write(program(product("card")));
  });
  after(() => center?.close());

  /** What the run says of the killed one, and with which option it is adopted. */
  const told = ({ output }: Outcome) =>
    /(A run that was cut off .*product.*) for \S+::nic\. .* use the option (\{.*?\})\./
      .exec(output)
      ?.slice(1);

  it("is reported by the preview, before there is a second one", async () => {
    const { outcome } = await center.run(() => project.preview());
    assert.deepEqual(told(outcome), ["A run that was cut off may have made a product", '{ import: "<id>" }']);
  });

  it("is reported at the end of the run that made the second one, with the line that adopts the first", async () => {
    const { outcome } = await center.run(() => project.up());
    assert.deepEqual(told(outcome), [
      `A run that was cut off made product ${first}`,
      `{ import: "${first}" }`,
    ]);
  });

  it("is reported until it is adopted", async () => {
    const next = await center.run(() => project.up());
    const option = told(next.outcome)?.[1] ?? assert.fail(next.outcome.output);
    project.write(program(product("card") + product("nic-of-old", option)));
    const { outcome } = await center.run(() => project.up());
    assert.equal(told(outcome), undefined, outcome.output);
    assert.equal((await keptIds(project))["nic-of-old"], first);
  });
});
