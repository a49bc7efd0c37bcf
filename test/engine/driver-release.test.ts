import assert from "node:assert/strict";
import { asked, did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";

/** Requests that change something, without the ids in their paths. */
function changes(requests: Parameters<typeof asked>[0]): string[] {
  return asked(requests)
    .filter((request) => !request.startsWith("GET"))
    .map((request) => request.replace("/v2.0/my/hardware", "").replaceAll(/\/\d+/g, "/…"))
    .sort();
}

describe("the example driver-release", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;

  before(async () => {
    center = await LocalDevCenter.open();
    center.emulator.setWorkflowMinutes(0);
    project = await center.project({ copyOf: "examples/driver-release" });
  });
  after(() => center.close());

  it("takes a driver from its package to Windows Update", async () => {
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(changes(requests), [
      "POST /products",
      "POST /products/…/submissions",
      "POST /products/…/submissions",
      "POST /products/…/submissions/…/commit",
      "POST /products/…/submissions/…/commit",
      "POST /products/…/submissions/…/shippingLabels",
    ]);
  });

  it("stores the very bytes of each package once", async () => {
    const { submission } = center.emulator.state().entities;
    const stored = await Promise.all(submission.map(({ id }) => center.emulator.packageOf(id)));
    assert.deepEqual(
      stored.map((facts) => facts?.commits),
      [1, 1],
    );
  });

  it("publishes for the operating systems that were selected, and no others", () => {
    const [label] = center.emulator.state().entities.shippingLabel;
    const codes = (label?.targeting?.hardwareIds ?? []).map(({ operatingSystemCode }) => operatingSystemCode);
    assert.deepEqual([...new Set(codes)], ["WINDOWS_v100_X64_RS3_FULL"]);
  });

  it("asks for nothing when nothing has changed", async () => {
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(requests, []);
  });

  it("makes a new derived submission for a new package, and changes the label in place", async () => {
    project.copyOver("examples/driver-release/step2");
    const { outcome, requests } = await center.run(() => project.up());
    assert.deepEqual(
      did(outcome).filter((step) => !step.startsWith("same")),
      [
        "create-replacement nic-1.1",
        "delete-replaced nic-1.1",
        "replace nic-1.1",
        "update nic-1.0-windows-update",
      ],
    );
    assert.deepEqual(changes(requests), [
      "PATCH /products/…/submissions/…/shippingLabels/…",
      "POST /products/…/submissions",
      "POST /products/…/submissions/…/commit",
    ]);
  });

  it("refuses another package for the initial submission in preview, before a request", async () => {
    project.write({ "packages/contoso-nic-1.0.hlkx": "PK\x05\x06".padEnd(22, "\0") });
    const { outcome, requests } = await center.watch(() => project.preview());
    assert.match(outcome.output, /declare the new one in a further Submission of type "derived"/);
    assert.deepEqual([outcome.ok, requests], [false, []]);
  });

  it("shows targeting that another person has changed, and repairs it", async () => {
    project.copyOver("examples/driver-release");
    project.copyOver("examples/driver-release/step2");
    const [label] = center.emulator.state().entities.shippingLabel;
    assert.ok(label?.targeting);
    center.emulator.edit("shippingLabel", label.id, { targeting: { ...label.targeting, chids: [] } });
    const refreshed = await center.run(() => project.refresh());
    assert.deepEqual(
      did(refreshed.outcome).filter((step) => !step.startsWith("same")),
      ["update nic-1.0-windows-update"],
    );
    assert.deepEqual(
      [...new Set(asked(refreshed.requests).map((request) => request.split(" ")[0]))],
      ["GET"],
    );
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(changes(requests), ["PATCH /products/…/submissions/…/shippingLabels/…"]);
  });

  it("leaves product and submissions, and says what became of the label", async () => {
    const { outcome, requests } = await center.run(() => project.destroy());
    assert.deepEqual(changes(requests), ["PUT /products/…/submissions/…/shippingLabels/…/cancel"]);
    assert.match(outcome.output, /Product \d+ is no longer managed, but stays on Dev Center/);
    assert.match(outcome.output, /[Ll]abel \d+\/\d+\/\d+/);
  });
});
