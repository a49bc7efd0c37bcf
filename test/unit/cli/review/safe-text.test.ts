import assert from "node:assert/strict";
import { readPreview } from "../../../../cli/src/review/engine-preview";
import { reviewOf } from "../../../../cli/src/review/review";
import { asJson } from "../../../../cli/src/review/review-json";
import { asMarkdown, asText } from "../../../../cli/src/review/written-review";

describe("secrets in a review", () => {
  const texts = [
    "Bearer PLANTED.PLANTED",
    "eyJPLANTEDPLANTED.PLANTED",
    "AccountName=a;AccountKey=PLANTED==;EndpointSuffix=b",
    "/api/hook?a=1&code=PLANTED",
    '{"client_secret":"PLANTED"}',
  ];
  for (const text of texts) {
    it(`leave no trace in any form where no address holds them: ${text}`, () => {
      const type = "pulumi-nodejs:dynamic/devcenter:Product";
      const inputs = { productName: text, testHarness: "hlk" };
      const step = { op: "create", urn: `urn:pulumi:p::d::${type}::nic`, newState: { type, inputs } };
      const message = `error: Running program '/p' failed with an unhandled exception: ${text}`;
      const given = { steps: [step], diagnostics: [{ severity: "error", message }] };
      const review = reviewOf(readPreview(Buffer.from(JSON.stringify(given))), new Date(0));
      for (const form of [asMarkdown(review, "test"), asText(review), JSON.stringify(asJson(review))]) {
        assert.doesNotMatch(form, /PLANTED/);
        assert.match(form, /unhandled exception: .*…/);
      }
    });
  }
});
