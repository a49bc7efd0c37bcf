import assert from "node:assert/strict";
import { isTargeted, targetingChanges } from "../../../../provider/lifecycles/shipping-label/targeting-patch";

const hardwareId = (pnpString: string) => ({
  bundleId: "amd64",
  infId: "foo.inf",
  operatingSystemCode: "WINDOWS_v100_X64_RS3_FULL",
  pnpString,
});
const [one, two, three] = ["pci\\1", "pci\\2", "pci\\3"].map(hardwareId) as [Id, Id, Id];
type Id = ReturnType<typeof hardwareId>;
const chid = "346511cf-ccee-5c6d-8ee9-3c70fc7aae83";
const audience = "00000000-0000-0000-0000-00000000000a";
const observed = {
  hardwareIds: [
    { ...one, distributionState: "added" },
    { ...two, distributionState: "pendingAdd" },
    { ...three, distributionState: "pendingRemove" },
  ],
  chids: [{ chid, distributionState: "Added" }],
  restrictedToAudiences: [audience],
};
const same = { hardwareIds: [one, two], chids: [{ chid }], restrictedToAudiences: [audience] };

describe("the changes of targeting", () => {
  it("are none where all is as wanted, whatever order and case", () => {
    const wanted = {
      hardwareIds: [two, { ...one, pnpString: "PCI\\1", infId: "FOO.INF" }],
      chids: [{ chid: chid.toUpperCase() }],
      restrictedToAudiences: [audience.toUpperCase()],
    };
    assert.equal(targetingChanges(wanted, observed), undefined);
  });

  it("are none for what is not mentioned", () => assert.equal(targetingChanges({}, observed), undefined));

  it("are none by a justification alone", () => {
    assert.equal(targetingChanges({ ...same, businessJustification: "B." }, observed), undefined);
  });

  it("add what is on its way out", () => {
    assert.deepEqual(targetingChanges({ ...same, hardwareIds: [one, two, three] }, observed), {
      hardwareIds: [{ ...three, action: "add" }],
      restrictedToAudiences: [audience],
    });
  });

  it("remove what is still on its way in", () => {
    assert.deepEqual(targetingChanges({ ...same, hardwareIds: [one] }, observed), {
      hardwareIds: [{ ...two, action: "remove" }],
      restrictedToAudiences: [audience],
    });
  });

  it("remove in the spelling of the service, and add in that of the program", () => {
    const there = { hardwareIds: [{ ...one, infId: "FOO.INF" }] };
    const changes = targetingChanges({ hardwareIds: [{ ...two, infId: "Foo.Inf" }] }, there);
    assert.deepEqual(
      changes?.hardwareIds?.map(({ infId, action }) => `${action} ${infId}`),
      ["remove FOO.INF", "add Foo.Inf"],
    );
  });

  it("remove and add CHIDs", () => {
    const other = "812fac65-9c26-473c-b3a9-1eb3803ac22c";
    assert.deepEqual(targetingChanges({ ...same, chids: [{ chid: other }] }, observed)?.chids, [
      { chid, action: "remove" },
      { chid: other, action: "add" },
    ]);
  });

  it("replace audiences as a whole", () => {
    assert.deepEqual(targetingChanges({ ...same, restrictedToAudiences: [] }, observed), {
      restrictedToAudiences: [],
    });
  });

  it("say all audiences with every change, for those left out would be removed", () => {
    assert.deepEqual(targetingChanges({ hardwareIds: [] }, observed)?.restrictedToAudiences, [audience]);
  });

  it("take the justification along", () => {
    const wanted = { ...same, hardwareIds: [one], businessJustification: "B." };
    assert.equal(targetingChanges(wanted, observed)?.businessJustification, "B.");
  });

  it("add everything where the service shows nothing", () => {
    const changes = targetingChanges(same, { hardwareIds: null, chids: null, restrictedToAudiences: null });
    assert.deepEqual([changes?.hardwareIds?.length, changes?.chids?.length], [2, 1]);
  });

  it("ask once for what is wanted twice", () => {
    assert.equal(targetingChanges({ hardwareIds: [one, one] }, {})?.hardwareIds?.length, 1);
  });
});

describe("what counts as targeted", () => {
  const states: [state: string | null | undefined, counts: boolean][] = [
    ["added", true],
    ["pendingAdd", true],
    ["notSet", true],
    ["Unknown", true],
    ["Recovered", true],
    [null, true],
    [undefined, true],
    ["pendingRemove", false],
    ["PendingRemove", false],
  ];
  for (const [distributionState, counts] of states) {
    it(`${counts ? "is" : "is not"} ${distributionState}`, () => {
      assert.equal(isTargeted({ distributionState }), counts);
    });
  }
});
