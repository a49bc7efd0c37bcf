import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { thing, thingFailure, thingHandlers } from "../../../harness/thing-handlers";
import { UpdateRefusedError } from "../../../provider/lifecycles/core/update-refused";

const hint = /If you have changed it since, add --run-program\.$/;

describe("the handlers: a read of what cannot be there", () => {
  it("says how an id looks, before any request", async () => {
    const { handlers } = thingHandlers({ read: () => assert.fail("it was asked for") });
    const { message } = await thingFailure(handlers.read("../15", thing));
    assert.equal(message, 'thing ../15: could not be read.\nThe id of a thing looks like 15; got "../15".');
  });

  it("fails where nothing but the id is known, as in get", async () => {
    const { message } = await thingFailure(thingHandlers().handlers.read("15", { __provider: "text" }));
    assert.equal(message, "thing 15: could not be read.\nDev Center has no such object.");
  });
});

describe("the handlers: the configuration of the stack", () => {
  /** Handlers to which Pulumi has handed a configuration with these values. */
  async function configured(values: Record<string, string>) {
    const refused = async () => Promise.reject(Object.assign(new Error("No."), { status: 401 }));
    const made = thingHandlers({ read: refused, delete: refused });
    const config = { get: (key: string) => values[key] };
    await made.handlers.configure?.({ config } as unknown as pulumi.dynamic.ConfigureRequest);
    return made.handlers;
  }

  it("is what Pulumi hands over", async () => {
    const handlers = await configured({ "devcenter:apiVersion": "v9" });
    const { message } = await thingFailure(handlers.check({}, thing));
    assert.match(message, /^thing: could not be checked\.\ndevcenter:apiVersion.*got "v9"/);
  });

  it("may be an old one where a refresh or a destroy is refused, and the error names that", async () => {
    const handlers = await configured({ "devcenter:accessToken": "old" });
    assert.match((await thingFailure(handlers.read("15", thing))).message, hint);
    assert.match((await thingFailure(handlers.delete("15", thing))).message, hint);
  });
});

describe("the handlers: an update that the service refuses in place", () => {
  it("leaves in the state what is on the service, and what takes a replacement", async () => {
    const update = async () => Promise.reject(new UpdateRefusedError(["name"], "Not in place."));
    const { handlers } = thingHandlers({ update });
    const failure = await thingFailure(handlers.update("15", thing, { ...thing, name: "b" }));
    const message = "thing 15: could not be updated.\nNot in place.";
    assert.deepEqual([failure.message, failure.reasons], [message, [message]]);
    assert.deepEqual([failure.id, failure.properties], ["15", { ...thing, refusedInPlace: ["name"] }]);
  });

  it("is no other failure: that keeps the state as it was", async () => {
    const { handlers } = thingHandlers({ update: async () => Promise.reject(new Error("No.")) });
    const failure = await thingFailure(handlers.update("15", thing, { ...thing, name: "b" }));
    assert.deepEqual([failure.id, failure.properties], [undefined, undefined]);
  });
});

describe("the handlers: an import", () => {
  const read = async () => ({ inputs: { name: "a" }, outputs: { state: "new" } });

  it("gives id, inputs and what the service says", async () => {
    const inputs = { ...thing, adoptId: "15" };
    const { id, outs } = await thingHandlers({ read }).handlers.create(inputs);
    assert.deepEqual([id, outs], ["15", { ...inputs, state: "new" }]);
  });

  it("keeps the object from every creation of this run whose response was lost", async () => {
    const { handlers, session } = thingHandlers({ read });
    const imported = { kind: "Thing", id: "15" };
    assert.equal(session.ownership.isFree(imported, "urn:a"), true);
    await handlers.create({ ...thing, adoptId: "15" });
    assert.equal(session.ownership.isFree(imported, "urn:a"), false);
  });
});

describe("the handlers: a delete of an object that another resource has", () => {
  const of = (name: string) => ({ ...thing, resourceUrn: `urn:pulumi:dev::drivers::Thing::${name}` });
  let deleted: string[];
  beforeEach(() => {
    deleted = [];
  });
  const start = () =>
    thingHandlers({
      read: async () => ({ inputs: { name: "a" }, outputs: {} }),
      delete: async (_, id) => void deleted.push(id),
    }).handlers;

  it("leaves what this run has imported under another name, or once more where it is replaced", async () => {
    for (const name of ["new", "old"]) {
      const handlers = start();
      await handlers.diff("15", of("old"), of("old"));
      await handlers.create({ ...of(name), adoptId: "15" });
      await handlers.delete("15", of("old"));
      await handlers.delete("16", of("old"));
    }
    assert.deepEqual(deleted, ["16", "16"]);
  });

  it("leaves what a run before this has imported under another name, which failed before the delete", async () => {
    const handlers = start();
    await handlers.diff("15", of("new"), of("new"));
    await handlers.diff("16", of("old"), of("old"));
    await handlers.delete("15", of("old"));
    await handlers.delete("16", of("old"));
    assert.deepEqual(deleted, ["16"]);
  });
});
