import assert from "node:assert/strict";
import {
  reservedInputs,
  resourceInputs,
  splitCheckOnly,
  withReservedOfState,
} from "../../../provider/model/reserved";

const bridge = { adoptId: "15", resourceUrn: "urn:pulumi:dev::p::t::a" };
const checkOnly = { secretInputs: ["limit"], looksFirst: true };
const __provider = "text";

describe("what belongs to Pulumi and to the bridge", () => {
  it("is no input of the resource, and neither is what is null", () => {
    const values = {
      ...bridge,
      ...checkOnly,
      __provider,
      limit: 0,
      view: null,
      name: undefined,
      paused: false,
    };
    assert.deepEqual(resourceInputs(values), { limit: 0, paused: false });
  });

  it("stays in state without what is for the check alone", () => {
    assert.deepEqual(reservedInputs({ ...bridge, ...checkOnly, __provider, limit: 0 }), bridge);
    assert.deepEqual(reservedInputs({ limit: 0 }), {});
  });

  it("is as the program gives it for what is to be created", () => {
    const news = { ...bridge, __provider, limit: 0 };
    assert.deepEqual(withReservedOfState({}, news), news);
  });

  it("is as the state has it for what is there, so that neither a rename nor the end of an import shows", () => {
    const renamed = { __provider, resourceUrn: "urn:pulumi:dev::p::t::b", limit: 1 };
    const olds = { ...bridge, __provider, limit: 0 };
    assert.deepEqual(withReservedOfState(olds, renamed), { ...bridge, __provider, limit: 1 });
  });

  it("is not made up where the state has none", () => {
    const news = { __provider, resourceUrn: "urn:pulumi:dev::p::t::b", limit: 1 };
    assert.deepEqual(withReservedOfState({ __provider, limit: 0 }, news), { __provider, limit: 1 });
  });

  it("asks for another import where the program names another object", () => {
    const olds = { ...bridge, __provider };
    assert.equal(withReservedOfState(olds, { ...bridge, __provider, adoptId: "16" }).adoptId, "16");
  });

  it("is taken out where it is for the check alone", () => {
    const inputs = { ...bridge, limit: 0 };
    assert.deepEqual(splitCheckOnly({ ...inputs, ...checkOnly }), {
      inputs,
      secrets: ["limit"],
      looksFirst: true,
    });
    assert.deepEqual(splitCheckOnly(inputs), { inputs, secrets: [], looksFirst: false });
  });
});
