import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { momentInput, providerText } from "../../../provider/dynamic/dev-center-resource";
import { lifecycles } from "../../../provider/lifecycles/registry";

const FROZEN = {
  ReportTemplate: 'exports.handler = () => require("pulumi-devcenter/runtime")("ReportTemplate");',
  ReportSchedule: 'exports.handler = () => require("pulumi-devcenter/runtime")("ReportSchedule");',
  Product: 'exports.handler = () => require("pulumi-devcenter/runtime")("Product");',
  Submission: 'exports.handler = () => require("pulumi-devcenter/runtime")("Submission");',
  ShippingLabel: 'exports.handler = () => require("pulumi-devcenter/runtime")("ShippingLabel");',
  PublisherMetadata: 'exports.handler = () => require("pulumi-devcenter/runtime")("PublisherMetadata");',
};
const root = join(__dirname, "..", "..", "..");

/** Pulumi's own way from the text in a state to the handlers, with the module that it uses. */
function evaluate(text: string): pulumi.dynamic.ResourceProvider {
  const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const requireFromString = ofPulumi("require-from-string");
  return requireFromString(text, join(root, "as-if-in-a-project.js")).handler();
}

describe("the text in users' state", () => {
  it("is that of every kind there is", () => {
    assert.deepEqual(Object.keys(FROZEN), Object.keys(lifecycles));
  });

  for (const [kind, text] of Object.entries(FROZEN)) {
    it(`is, byte for byte, what it has always been: ${kind}`, () => {
      assert.equal(providerText(kind), text);
    });

    it(`takes no more than 200 bytes: ${kind}`, () => {
      assert.ok(Buffer.byteLength(providerText(kind)) <= 200);
    });

    it(`names no place on a disk: ${kind}`, () => {
      assert.equal(providerText(kind).includes(root), false);
    });

    it(`leads to the handlers of the installed version: ${kind}`, () => {
      const handlers = evaluate(text);
      const verbs = ["check", "configure", "create", "delete", "diff", "read", "update"];
      assert.deepEqual(Object.keys(handlers).sort(), verbs);
    });
  }

  it("leads to code that works: the diff of today", async () => {
    const template = {
      view: "IHVDriver",
      projection: ["DriverName"],
      dateRange: { reportPeriod: "Yesterday" },
    };
    const difference = await evaluate(FROZEN.ReportTemplate).diff?.("15", template, {
      ...template,
      limit: 0,
    });
    assert.deepEqual(difference, { changes: false });
  });

  it("of a kind from the future says what to do", () => {
    const text = 'exports.handler = () => require("pulumi-devcenter/runtime")("DriverAnthem");';
    assert.throws(
      () => evaluate(text),
      /does not know the kind DriverAnthem.*npm install pulumi-devcenter@latest/s,
    );
  });
});

describe("a moment in a program", () => {
  it("may be a Date", () => {
    assert.equal(momentInput(new Date("2026-03-01T12:00:00Z")), "2026-03-01T12:00:00.000Z");
  });

  it("may be a text, and stays as it is", () => {
    assert.equal(momentInput("2026-03-01"), "2026-03-01");
  });

  it("may be the promise of a Date", async () => {
    assert.equal(await momentInput(Promise.resolve(new Date(0))), "1970-01-01T00:00:00.000Z");
  });

  it("may be a Date that an output has in it", async () => {
    const moment = momentInput(pulumi.output(0).apply((ms) => new Date(ms))) as pulumi.Output<string>;
    const text = await new Promise((resolve) => moment.apply(resolve));
    assert.equal(text, "1970-01-01T00:00:00.000Z");
  });

  it("may be missing", () => {
    assert.equal(momentInput(undefined), undefined);
  });

  it("is left to the check when it is no moment at all", () => {
    assert.equal(momentInput(new Date("soon")), "Invalid Date");
  });
});
