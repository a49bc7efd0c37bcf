import assert from "node:assert/strict";
import type { Emulator, HardwareId } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";
import { hardwareIdsOf, minuteMs, release } from "./driver-release";
import { publishing, sampleChid } from "./sample-labels";

const audience = "00000000-0000-0000-0000-000000000001";

describe("changes to a label's targeting", () => {
  let emulator: Emulator;
  let path: string;
  let first: HardwareId;
  let second: HardwareId;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
    const released = await release(emulator);
    [first, second] = (await hardwareIdsOf(emulator, released)) as [HardwareId, HardwareId];
    const targeting = {
      hardwareIds: [first],
      chids: [{ chid: sampleChid }],
      inServicePublishInfo: { flooring: "RS1" },
    };
    const body = publishing([], { targeting });
    const label = await call(emulator, "POST", `${released.path}/shippingLabels`, { body });
    path = `${released.path}/shippingLabels/${at(label.body, "id")}`;
    emulator.clock.advance(30 * minuteMs);
  });
  after(() => emulator.close());

  function patch(targeting: object) {
    return call(emulator, "PATCH", path, { body: { targeting } });
  }

  async function targeting(): Promise<unknown> {
    return at((await call(emulator, "GET", `${path}?includeTargetingInfo=true`)).body, "targeting");
  }

  it("are pending until their workflow has finished", async () => {
    const hardwareIds = [
      { ...first, action: "remove" },
      { ...second, action: "add" },
    ];
    const { status, text } = await patch({ hardwareIds });
    assert.deepEqual([status, text], [204, ""]);
    assert.deepEqual(at(await targeting(), "hardwareIds"), [
      { ...first, distributionState: "pendingRemove" },
      { ...second, distributionState: "pendingAdd" },
    ]);
  });

  it("are done by the clock", async () => {
    await patch({
      hardwareIds: [
        { ...first, action: "remove" },
        { ...second, action: "Add" },
      ],
      chids: [{ chid: sampleChid, action: "remove" }],
    });
    emulator.clock.advance(30 * minuteMs);
    const done = await targeting();
    assert.deepEqual(
      [at(done, "hardwareIds"), at(done, "chids")],
      [[{ ...second, distributionState: "added" }], []],
    );
  });

  it("replace audiences whole", async () => {
    await patch({ restrictedToAudiences: [audience] });
    assert.deepEqual(at(await targeting(), "restrictedToAudiences"), [audience]);
    emulator.clock.advance(30 * minuteMs);
    await patch({ restrictedToAudiences: [] });
    assert.deepEqual(at(await targeting(), "restrictedToAudiences"), []);
  });

  it("take a justification, and ranges that stay as they are", async () => {
    const { status } = await patch({
      businessJustification: "Better.",
      inServicePublishInfo: { flooring: "RS1" },
    });
    assert.equal(status, 204);
  });

  for (const [what, change, target] of [
    ["a range that changes", { inServicePublishInfo: { flooring: "RS2" } }, "targeting.inServicePublishInfo"],
    ["a CHID that is no GUID", { chids: [{ chid: "x", action: "add" }] }, "targetingInfo.chids"],
    ["a CHID without an action", { chids: [{ chid: sampleChid }] }, "targeting.chids.0.action"],
    ["a CHID that is there already", { chids: [{ chid: sampleChid, action: "add" }] }, "targetingInfo.chids"],
    ["an unknown audience", { restrictedToAudiences: [sampleChid] }, "targeting.restrictedToAudiences"],
    ["an unknown property", { goLiveDate: "2026-01-01" }, "targeting.goLiveDate"],
    ["nothing", {}, "targeting"],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const { status, body } = await patch(change);
      assert.deepEqual(
        [status, at(body, "error.code"), at(body, "error.validationErrors.0.target")],
        [400, "invalidInput", target],
      );
    });
  }

  it("refuse whatever is not targeting", async () => {
    const { body } = await call(emulator, "PATCH", path, {
      body: { name: "another", targeting: { chids: [] } },
    });
    assert.equal(at(body, "error.validationErrors.0.target"), "name");
  });
});
