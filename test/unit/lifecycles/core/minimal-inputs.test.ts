import assert from "node:assert/strict";
import type { Observed, Values } from "../../../../provider/lifecycles/core/lifecycle";
import { minimalInputs } from "../../../../provider/lifecycles/core/minimal-inputs";
import { lifecycles } from "../../../../provider/lifecycles/registry";

function minimal(kind: string, inputs: Values, more: Partial<Observed> = {}): Values {
  const lifecycle = lifecycles[kind];
  assert.ok(lifecycle);
  return minimalInputs(lifecycle, { inputs, outputs: {}, ...more });
}

describe("what a program has to declare of what exists", () => {
  it("leaves out what is the default, at every depth, and spells enumerations as the documentation does", () => {
    const label = minimal("ShippingLabel", {
      productId: "1",
      submissionId: "2",
      name: "Retail",
      destination: "WINDOWSUPDATE",
      publishingSpecifications: {
        goLiveDate: "2026-01-01",
        isDisclosureRestricted: false,
        visibleToAccounts: [],
        additionalInfoForMsApproval: { isCoEngineered: false },
      },
      recipientSpecifications: null,
      targeting: { hardwareIds: [], chids: [], inServicePublishInfo: { flooring: "rs5", ceiling: "" } },
    });
    assert.deepEqual(label, {
      productId: "1",
      submissionId: "2",
      name: "Retail",
      destination: "windowsUpdate",
      publishingSpecifications: { goLiveDate: "2026-01-01T00:00:00Z" },
      targeting: { inServicePublishInfo: { flooring: "RS5" } },
    });
  });

  it("spells a release of Windows as the documentation does, and leaves one alone that it does not know", () => {
    const releases = (flooring: string, ceiling: string) =>
      minimal("ShippingLabel", { targeting: { inServicePublishInfo: { flooring, ceiling } } }).targeting;
    assert.deepEqual(releases("19h1", "vb"), { inServicePublishInfo: { flooring: "19H1", ceiling: "VB" } });
    assert.deepEqual(releases("Rs5", "zz9"), { inServicePublishInfo: { flooring: "RS5", ceiling: "zz9" } });
  });

  it("spells what stands in nested filters as the documentation does", () => {
    const filter = { attribute: "DriverName", operator: "neq", value: "a.sys" };
    const template = minimal("ReportTemplate", {
      view: "ihvdriver",
      projection: ["DriverName"],
      dateRange: { reportPeriod: "last7days" },
      condition: { and: [filter, { condition: { or: [filter] } }] },
      orderby: [],
      limit: 0,
    });
    const spelt = { ...filter, operator: "NEQ" };
    assert.deepEqual(template, {
      view: "IHVDriver",
      projection: ["DriverName"],
      dateRange: { reportPeriod: "Last7Days" },
      condition: { and: [spelt, { condition: { or: [spelt] } }] },
    });
  });

  it("keeps what says nothing by itself where a rule demands it", () => {
    const shown = { productId: "1", submissionId: "2", name: "Retail", destination: "windowsUpdate" };
    const publishingSpecifications = { isDisclosureRestricted: false, goLiveDate: null };
    assert.deepEqual(minimal("ShippingLabel", { ...shown, publishingSpecifications }), {
      ...shown,
      publishingSpecifications: {},
    });
  });

  it("leaves out what the service says nothing about, and what a program cannot declare", () => {
    const submission = minimal(
      "Submission",
      {
        productId: "1",
        name: "1.0",
        type: "Initial",
        packageSha256: "ab",
        commit: true,
        links: "https://x?sig=y",
      },
      { notReported: ["commit"] },
    );
    assert.deepEqual(submission, { productId: "1", name: "1.0", type: "initial" });
  });
});
