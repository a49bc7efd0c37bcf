import assert from "node:assert/strict";
import { type AnsweringService, openAnsweringService } from "../../../harness/answering-service";
import { fieldAnswer, IDS } from "../../../harness/field-answers";
import { KINDS, type Kind, pathsIn, SAMPLES, withValueAt } from "../../../harness/sample-inputs";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { lifecycles } from "../../../provider/lifecycles/registry";

const oddities: readonly unknown[] = [null, 7, "odd", true, [], [null, 7], {}, { odd: [1] }];

/** Without these there is nothing to speak of. */
const needed: Readonly<Record<Kind, RegExp>> = {
  ReportTemplate: /^(templateId|template)$/,
  ReportSchedule: /^(reportId|templateId|schedule|isActive)$/,
  Product: /^id$/,
  Submission: /^id$/,
  ShippingLabel: /^id$/,
  PublisherMetadata: /^id$/,
};

describe("an answer in which one thing is odd", () => {
  let service: AnsweringService;
  before(() => {
    service = openAnsweringService();
  });
  after(() => service.close());

  async function failureOfRead(kind: Kind, shown: object): Promise<string | undefined> {
    const isReport = kind === "ReportTemplate" || kind === "ReportSchedule";
    const { session } = service.visit((_verb, path) => {
      const isList = isReport && !/\/\d+$/.test(path);
      const body = isReport ? { data: isList ? [shown] : shown, errors: [] } : shown;
      return { status: 200, body };
    });
    const handlers = createHandlers(lifecycles[kind] ?? assert.fail(kind), session);
    const inputs = { ...SAMPLES[kind], __provider: "" };
    return handlers.read(IDS[kind], inputs).then(
      () => undefined,
      (error: Error) => error.message,
    );
  }

  for (const kind of KINDS) {
    it(`is read all the same, unless it is what is needed: ${kind}`, async () => {
      const shown = fieldAnswer(kind, SAMPLES[kind], (...options) => options[0] as never);
      assert.equal(await failureOfRead(kind, shown), undefined);
      const stopped: string[] = [];
      for (const path of pathsIn(shown).filter((one) => !needed[kind].test(one.join(".")))) {
        for (const odd of oddities) {
          const failure = await failureOfRead(kind, withValueAt(shown, path, odd));
          if (failure !== undefined) stopped.push(`${path.join(".")} = ${JSON.stringify(odd)}: ${failure}`);
        }
      }
      assert.deepEqual(stopped, []);
    });
  }

  for (const kind of ["Product", "Submission", "ShippingLabel"] as const) {
    it(`is an error of that ${kind} alone, which names it, where its id is missing`, async () => {
      const shown = fieldAnswer(kind, SAMPLES[kind], (...options) => options[0] as never);
      const failure = await failureOfRead(kind, { ...shown, id: null });
      assert.match(failure ?? "", /id is not what the API documents/);
    });
  }
});
