import type { Emulator } from "devcenter-emulator";
import { label, product, publish, refresh, release, released, type Scenario, select } from "./scenarios";

const chids = [
  { chid: "346511cf-ccee-5c6d-8ee9-3c70fc7aae83" },
  { chid: "812fac65-9c26-473c-b3a9-1eb3803ac22c" },
];
const all = { ...select("*"), inServicePublishInfo: { flooring: "19H1" } };
const builds = {
  ...select("*"),
  coEngDriverPublishInfo: { flooringBuildNumber: 17135, ceilingBuildNumber: 17139 },
};

/** A program says little, so the service has much to write out. */
const bareProduct = product({
  testHarness: "attestation",
  selectedProductTypes: undefined,
  requestedSignatures: [],
  deviceType: undefined,
  marketingNames: undefined,
  deviceMetadataIds: undefined,
  firmwareVersion: undefined,
  isTestSign: undefined,
  isFlightSign: undefined,
  additionalAttributes: undefined,
});
const automatic = {
  isAutoInstallDuringOSUpgrade: true,
  additionalInfoForMsApproval: { microsoftContact: "a@microsoft.com", businessJustification: "MDA" },
};
const wave = (targeting: object) => label({ publishingSpecifications: automatic, targeting });
const share = (blockDuaCreation?: boolean) =>
  label({
    destination: "anotherPartner",
    publishingSpecifications: undefined,
    recipientSpecifications: {
      receiverPublisherId: "27691110",
      ...(blockDuaCreation && { blockDuaCreation }),
    },
  });

function takeBack(emulator: Emulator): void {
  for (const { id, targeting } of emulator.state().entities.shippingLabel) {
    const [first, ...others] = targeting.chids;
    if (first === undefined) continue;
    const taken = { ...first, recovery: "Recovered" as const };
    emulator.edit("shippingLabel", id, { targeting: { ...targeting, chids: [taken, ...others] } });
  }
}

/** What the table of requests leaves out: where answers differ most from what a program says. */
export const fieldScenarios: readonly Scenario[] = [
  { kind: "Product", verb: "create: with little said", before: [], program: [bareProduct] },
  refresh("Product", [bareProduct]),
  refresh("ShippingLabel", [...released, wave(all)], released, release),
  refresh("ShippingLabel", [...released, wave(builds)], released, release),
  {
    kind: "ShippingLabel",
    verb: "update: CHIDs, of which Microsoft takes one back",
    before: [released, release, [...released, wave({ ...all, chids: chids.slice(0, 1) })], publish, takeBack],
    program: [...released, wave({ ...all, chids })],
  },
  refresh("ShippingLabel", [...released, share()], released, release),
  {
    kind: "ShippingLabel",
    verb: "update: DUA",
    before: [released, release, [...released, share()], publish],
    program: [...released, share(true)],
  },
  {
    kind: "ShippingLabel",
    verb: "delete: shared",
    before: [released, release, [...released, share()], publish],
    program: released,
  },
];
