import assert from "node:assert/strict";
import fc from "fast-check";
import { selectionOf } from "../../../../cli/src/import/hardware-ids";
import {
  hardwareIdKey,
  selectedFrom,
} from "../../../../provider/lifecycles/shipping-label/hardware-id-selection";

const infs = ["nic.inf", "nicx.inf"];
const systems = ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_X64_RS4_FULL"];
const devices = ["pci\\ven_8086&dev_1", "pci\\ven_8086&dev_2", "usb\\vid_1&pid_2"];
const metadata = {
  BundleInfoMap: {
    b: {
      InfInfoMap: Object.fromEntries(
        infs.map((inf) => [
          inf,
          {
            OSPnPInfoMap: Object.fromEntries(
              systems.map((system) => [system, Object.fromEntries(devices.map((device) => [device, null]))]),
            ),
          },
        ]),
      ),
    },
  },
};
const all = selectedFrom(metadata);

describe("the selection of an imported label", () => {
  for (const [what, ids, select] of [
    ["everything", all, {}],
    ["an INF", all.filter(({ infId }) => infId === "nic.inf"), { infId: "nic.inf" }],
    [
      "how hardware ids begin",
      all.filter(({ pnpString }) => pnpString.startsWith("pci")),
      { pnpString: "pci\\ven_8086&dev_*" },
    ],
  ] as const) {
    it(`is by ${what} where that gives exactly its hardware ids`, () => {
      assert.deepEqual(selectionOf(ids, metadata), select);
    });
  }

  it("gives exactly the label's hardware ids, or there is none", () => {
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1 }), (ids) => {
        const select = selectionOf(ids, metadata);
        if (select === undefined) return;
        const keys = (list: typeof all) => list.map(hardwareIdKey).sort();
        assert.deepEqual(keys(selectedFrom(metadata, select)), keys(ids));
      }),
    );
  });
});
