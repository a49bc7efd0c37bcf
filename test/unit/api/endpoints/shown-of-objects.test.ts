import assert from "node:assert/strict";
import { labelDetails, labelText, shownLabel } from "../../../../cli/src/shipping-label-text";
import { scriptedClient } from "../../../../harness/scripted-service";
import { audiences } from "../../../../provider/api/endpoints/audiences";
import { preprodPackageDetails } from "../../../../provider/api/endpoints/preprod-package-details";
import { preprodPackages } from "../../../../provider/api/endpoints/preprod-packages";
import { productDetails } from "../../../../provider/api/endpoints/product-details";
import { products } from "../../../../provider/api/endpoints/products";
import { reportScheduleDetails, reportSchedules } from "../../../../provider/api/endpoints/report-schedules";
import { reportTemplateDetails, reportTemplates } from "../../../../provider/api/endpoints/report-templates";
import { shippingLabels } from "../../../../provider/api/endpoints/shipping-labels";
import { submissionDetails } from "../../../../provider/api/endpoints/submission-details";
import { submissions } from "../../../../provider/api/endpoints/submissions";
import type { Client } from "../../../../provider/api/http/client";

const evil =
  "evil\u001b]0;owned\u0007\u001b[2J\u202eit\u2066 https://a.example/c?sig=HUSH Bearer HUSH.HUSH client_secret=HUSH";
const hidden = /HUSH|sig=[^…]|(?!\n)\p{Cc}|\p{Bidi_Control}/u;
/** Under names, too, that mean something elsewhere. */
const unknown = {
  portalUrl: evil,
  items: [{ url: evil, name: evil }],
  links: [{ href: evil }],
  value: [{ name: evil }],
  callbackUrl: evil,
  schedule: evil,
  [evil]: evil,
};
const step = { currentStep: evil, state: evil, messages: [evil, { message: evil }], errorReport: evil };

/** Of each kind: an answer whose every text is hostile, and what programs and the command show of it. */
const kinds: Readonly<Record<string, readonly [body: unknown, show: (client: Client) => Promise<unknown>]>> =
  {
    product: [
      {
        id: 1,
        productName: evil,
        testHarness: evil,
        marketingNames: [evil],
        deviceType: evil,
        selectedProductTypes: { [evil]: evil },
        firmwareVersion: evil,
        additionalAttributes: unknown,
        announcementDate: evil,
        ...unknown,
      },
      async (client) => productDetails(await products(client, "v2.0").get("1")),
    ],
    submission: [
      {
        id: 2,
        name: evil,
        type: evil,
        commitStatus: evil,
        workflowStatus: { ...step, ...unknown },
        ...unknown,
      },
      async (client) => submissionDetails(await submissions(client, "v2.0").get("1", "2")),
    ],
    label: [
      {
        id: 3,
        name: evil,
        destination: evil,
        targeting: {
          ...unknown,
          businessJustification: evil,
          hardwareIds: [{ pnpString: evil, infId: evil, name: evil, ...unknown }],
          inServicePublishInfo: unknown,
        },
        publishingSpecifications: {
          ...unknown,
          additionalInfoForMsApproval: { businessJustification: evil },
        },
        recipientSpecifications: unknown,
        workflowStatus: step,
        ...unknown,
      },
      async (client) => {
        const label = await shippingLabels(client, "v2.0").get("1", "2", "3");
        return [labelDetails(label), labelText(shownLabel(label))];
      },
    ],
    template: [
      {
        data: [{ templateId: 15, template: JSON.stringify({ view: evil, condition: unknown, ...unknown }) }],
        errors: [],
      },
      async (client) => (await reportTemplates(client).list()).map(reportTemplateDetails),
    ],
    schedule: [
      {
        data: [
          {
            reportId: 1,
            templateId: 15,
            isActive: true,
            schedule: JSON.stringify({ startTime: evil, recurrenceInterval: 24, recurrence: 1, ...unknown }),
            callbackUrl: evil,
          },
        ],
        errors: [],
      },
      async (client) => (await reportSchedules(client).list()).map(reportScheduleDetails),
    ],
    audience: [
      { value: [{ id: evil, name: evil, description: evil, audienceName: evil, ...unknown }], links: [] },
      (client) => audiences(client, "v2.0").list(),
    ],
    "package that is signed for tests": [
      {
        id: "7",
        signingStatus: "failed",
        error: { message: evil, ...unknown },
        assets: [{ id: evil, assetType: evil }],
      },
      async (client) => preprodPackageDetails(await preprodPackages(client).get("7")),
    ],
  };

describe("what is shown of objects, whatever the service writes into them,", () => {
  for (const [kind, [body, show]] of Object.entries(kinds)) {
    it(`holds no link, no secret and nothing that steers a terminal: ${kind}`, async () => {
      const { client } = scriptedClient([{ status: 200, body }]);
      const shown = await show(client);
      const texts = textsIn(shown);
      assert.match(texts.join(), /evil/);
      for (const text of texts) assert.doesNotMatch(text, hidden);
    });
  }
});

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
