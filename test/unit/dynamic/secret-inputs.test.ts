import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SAMPLES } from "../../../harness/sample-inputs";
import { registration } from "../../../provider/dynamic/dev-center-resource";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { createSession } from "../../../provider/dynamic/session";
import { kinds } from "../../../provider/kinds/all-kinds";
import type { Lifecycle, Observed } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";

const template = { ...SAMPLES.ReportTemplate, resourceUrn: "urn:pulumi:dev::p::t::a" };

/** Handlers of report templates, of which the service shows this, and what they say. */
function handlersOf(decisions: Partial<Lifecycle> = {}) {
  const said: string[] = [];
  const session = createSession({
    environment: { DEVCENTER_ACCESS_TOKEN: "t", DEVCENTER_JOURNAL_DIRECTORY: "none" },
    say: (message) => void said.push(message),
  });
  const lifecycle = { ...(lifecycles.ReportTemplate ?? assert.fail()), ...decisions };
  return { handlers: createHandlers(lifecycle, session), said };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail("it did not fail"),
    (error: Error) => error.message,
  );

describe("what a program marked as secret", () => {
  it("is named to the provider process, deep or not, and nothing else is", async () => {
    const args = {
      view: pulumi.secret("IHVDriver"),
      condition: { and: [{ value: pulumi.output(Promise.resolve(pulumi.secret("US"))) }] },
      limit: pulumi.output(3),
      projection: Promise.resolve(["DriverName"]),
      dateRange: { reportPeriod: "Last7Days" },
    };
    const [, , inputs] = registration(kinds.ReportTemplate ?? assert.fail(), "a", args, undefined);
    assert.deepEqual(await inputs.secretInputs, ["view", "condition"]);
  });

  it("is named beside plain values, and where others are nothing at all", async () => {
    const condition = { attribute: "Market", operator: "EQ", value: pulumi.secret("US") };
    const args = { ...SAMPLES.ReportTemplate, condition: { and: [condition, null] }, projection: null };
    const [, , inputs] = registration(kinds.ReportTemplate ?? assert.fail(), "a", args, undefined);
    assert.deepEqual(await inputs.secretInputs, ["condition"]);
  });

  it("is nothing in a program that has outputs, but none that is secret", async () => {
    const args = { ...SAMPLES.ReportTemplate, limit: pulumi.output(3) };
    const [, , inputs] = registration(kinds.ReportTemplate ?? assert.fail(), "a", args, undefined);
    assert.equal(await inputs.secretInputs, undefined);
  });

  it("costs a program without outputs nothing", () => {
    const args = SAMPLES.ReportTemplate;
    const [, , inputs] = registration(kinds.ReportTemplate ?? assert.fail(), "a", args, undefined);
    assert.equal(inputs.secretInputs, undefined);
  });

  it("leaves no trace of its name in the inputs that the state keeps", async () => {
    const checked = await handlersOf().handlers.check({}, { ...template, secretInputs: ["limit"] });
    assert.deepEqual(checked, { inputs: template, failures: [] });
  });

  it("is in no check failure, neither its own nor another's", async () => {
    const hidden = "OEMDriver-OF-NOBODY";
    const news = { ...template, view: hidden, limit: hidden, colour: hidden };
    const { failures } = await handlersOf().handlers.check({}, { ...news, secretInputs: ["view", "colour"] });
    assert.equal(failures?.length, 3);
    assert.doesNotMatch(JSON.stringify(failures), /NOBODY|did you mean/);
  });

  it("leaves every other failure as it is, with property and reason", async () => {
    const { failures } = await handlersOf().handlers.check({}, { ...template, limit: "many" });
    assert.equal(failures?.length, 1);
    assert.equal(failures?.[0]?.property, "limit");
    assert.match(failures?.[0]?.reason ?? "", /got "many"/);
  });

  it("is in no import that does not match, neither as it is here nor as it is there", async () => {
    const there = { ...SAMPLES.ReportTemplate, view: "OEMDriver", limit: 99 };
    const read = async (): Promise<Observed> => ({ inputs: there, outputs: {} });
    const { handlers } = handlersOf({ read });
    const inputs = { ...template, adoptId: "15" };
    await handlers.check({}, { ...inputs, secretInputs: ["limit"] });
    const message = await failureOf(handlers.create(inputs));
    assert.match(message, /limit: differs \(the values are not shown\)/);
    assert.match(message, /view: the program has "IHVDriver", Dev Center has "OEMDriver"/);
  });

  it("is cut out of what the service echoes, and of what is said", async () => {
    const code = "Code name Aurora";
    const make = async () => Promise.reject(new Error(`There is a ${code} already.`));
    const condition = { and: [{ attribute: "Market", operator: "EQ", value: code }] };
    const { handlers } = handlersOf({ create: make });
    await handlers.check({}, { ...template, condition, secretInputs: ["condition"] });
    assert.match(await failureOf(handlers.create({ ...template, condition })), /There is a … already/);
  });

  it("is in no reason for which the engine keeps an object as unfinished", async () => {
    const code = "Code name Borealis";
    const fail = async () => Promise.reject(new Error(`There is a ${code} already.`));
    const create = async () => ({ id: "15", outputs: {} });
    const { handlers } = handlersOf({ create, complete: fail, update: fail });
    const condition = { and: [{ attribute: "Market", operator: "EQ", value: code }] };
    const inputs = { ...template, condition };
    await handlers.check({}, { ...inputs, secretInputs: ["condition"] });
    const half = await handlers.create(inputs).catch((error: { reasons?: string[] }) => error.reasons);
    assert.match(String(half), /15: was created, but is not finished\.\nThere is a … already\./);
  });

  it("is cut out of messages as it was before, too, and where it is a number", async () => {
    const update = async () => Promise.reject(new Error("From 90210 rows of Old-Name to 77001 of New-Name."));
    const { handlers } = handlersOf({ update });
    const condition = (value: string) => ({ and: [{ attribute: "Market", operator: "EQ", value }] });
    const olds = { ...template, limit: 90210, condition: condition("Old-Name"), __provider: "x" };
    const news = { ...template, limit: 77001, condition: condition("New-Name"), __provider: "x" };
    await handlers.check(olds, { ...news, secretInputs: ["condition", "limit"] });
    assert.match(await failureOf(handlers.update("15", olds, news)), /From … rows of … to … of …\./);
  });

  it("is not half in a value of which a failure shows the beginning", async () => {
    const code = "Code name Corona";
    const condition = { and: [{ attribute: "Market", operator: "EQ", value: code }] };
    const news = { ...template, condition, projection: [`${"x".repeat(66)}-${code}`] };
    const { failures } = await handlersOf().handlers.check({}, { ...news, secretInputs: ["condition"] });
    assert.match(JSON.stringify(failures), /x-…/);
    assert.doesNotMatch(JSON.stringify(failures), /Code/);
  });
});
