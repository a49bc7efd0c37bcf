import assert from "node:assert/strict";
import { thingFailure as failureOf, thing as inputs, thingHandlers } from "../../../harness/thing-handlers";
import type { Lifecycle, Values } from "../../../provider/lifecycles/core/lifecycle";

const handlersOf = (decisions: Partial<Lifecycle>, say: (message: string) => void = () => undefined) =>
  thingHandlers(decisions, { say }).handlers;

describe("the handlers: a creation", () => {
  it("hands the lifecycle what is the resource's own", async () => {
    const seen: Values[] = [];
    const make = async (_: unknown, own: Values) => {
      seen.push(own);
      return { id: "15", outputs: {} };
    };
    await handlersOf({ create: make }).create({ ...inputs, other: undefined });
    assert.deepEqual(seen, [{ name: "a" }]);
  });

  it("gives inputs and what only the service says as outputs", async () => {
    const make = async () => ({ id: "15", outputs: { state: "new", at: new Date(0), gone: undefined } });
    assert.deepEqual(await handlersOf({ create: make }).create(inputs), {
      id: "15",
      outs: { ...inputs, state: "new", at: "1970-01-01T00:00:00.000Z" },
    });
  });

  it("keeps the id when what the service said cannot be kept", async () => {
    const make = async () => ({ id: "15", outputs: { state: () => "new" } });
    const { id, properties } = await failureOf(handlersOf({ create: make }).create(inputs));
    assert.deepEqual([id, properties], ["15", inputs]);
  });

  it("of something without an id is a failure that says so", async () => {
    const make = async () => ({ id: "", outputs: {} });
    assert.match((await failureOf(handlersOf({ create: make }).create(inputs))).message, /its id is empty/);
  });

  it("that is half made keeps id, inputs, what is known and the reason", async () => {
    const make = async () => ({ id: "15", outputs: { on: true } });
    const complete = async () => {
      throw new Error("No paint.");
    };
    const { id, properties, reasons } = await failureOf(
      handlersOf({ create: make, complete }).create(inputs),
    );
    assert.deepEqual([id, properties], ["15", { ...inputs, on: true }]);
    assert.deepEqual(reasons, [
      "thing 15: was created, but is not finished.\nNo paint.\nRun pulumi up again: it goes on from here.",
    ]);
  });

  it("that failed leaves nothing in the state", async () => {
    const make = async () => {
      throw new Error("No.");
    };
    const error = await failureOf(handlersOf({ create: make }).create(inputs));
    assert.deepEqual([error.message, error.id], ["thing: could not be created.\nNo.", undefined]);
  });
});

describe("the handlers: their errors", () => {
  const fail = async () => {
    throw new Error("No.");
  };
  const handlers = handlersOf({ read: fail, update: fail, delete: fail });
  const failing: [verb: string, work: () => Promise<unknown>, message: string][] = [
    ["read", () => handlers.read("15", inputs), "thing 15: could not be read.\nNo."],
    ["update", () => handlers.update("15", inputs, inputs), "thing 15: could not be updated.\nNo."],
    ["delete", () => handlers.delete("15", inputs), "thing 15: could not be deleted.\nNo."],
    ["import", () => handlers.create({ ...inputs, adoptId: "15" }), "thing 15: could not be imported.\nNo."],
  ];
  for (const [verb, work, message] of failing) {
    it(`of ${verb} name kind, id and what was being done`, async () => {
      assert.equal((await failureOf(work())).message, message);
    });

    it(`of ${verb} have no stack for the SDK to print, and no class name`, async () => {
      const error = await failureOf(work());
      assert.deepEqual([error.stack, String(error)], [message, "Error"]);
    });

    it(`of ${verb} keep their cause`, async () => {
      assert.equal(((await failureOf(work())).cause as Error).message, "No.");
    });
  }
});

describe("the handlers: a read", () => {
  it("of what is gone gives an empty id", async () => {
    assert.deepEqual(await handlersOf({}).read("15", inputs), { id: "", props: {} });
  });

  it("keeps the text that leads back to us, and the id of an import", async () => {
    const read = async () => ({ inputs: { name: "b" }, outputs: { state: "new" } });
    const known = { ...inputs, adoptId: "15" };
    assert.deepEqual(await handlersOf({ read }).read("15", known), {
      id: "15",
      inputs: { ...known, name: "b" },
      props: { ...known, name: "b", state: "new" },
    });
  });
});

describe("the handlers: an update", () => {
  it("tells the lifecycle which declared properties differ", async () => {
    const seen: (readonly string[])[] = [];
    const update = async (_: unknown, { changed }: { changed: readonly string[] }) => {
      seen.push(changed);
      return {};
    };
    await handlersOf({ update }).update("15", { ...inputs, state: "old" }, { ...inputs, name: "b" });
    assert.deepEqual(seen, [["name"]]);
  });

  it("gives the new inputs and what only the service says as outputs", async () => {
    const update = async () => ({ state: "new" });
    const { outs } = await handlersOf({ update }).update("15", inputs, { ...inputs, name: "b" });
    assert.deepEqual(outs, { ...inputs, name: "b", state: "new" });
  });
});

describe("the handlers: a check", () => {
  const [before, after] = ["urn:pulumi:dev::p::t::a", "urn:pulumi:prod::p::t::a"];
  const inputsChecked = async (olds: Record<string, unknown>, news: Record<string, unknown>) =>
    (await handlersOf({}).check(olds, { ...inputs, ...news })).inputs;

  it("of a resource that is to be created keeps what tells which one it is", async () => {
    assert.deepEqual(await inputsChecked({}, { resourceUrn: after }), { name: "a", resourceUrn: after });
  });

  it("after a rename leaves in the state what is there, so that no diff shows it", async () => {
    assert.deepEqual(await inputsChecked({ ...inputs, resourceUrn: before }, { resourceUrn: after }), {
      name: "a",
      resourceUrn: before,
    });
  });

  it("adds nothing to a state of an earlier release", async () => {
    assert.deepEqual(await inputsChecked(inputs, { resourceUrn: after }), { name: "a" });
  });

  it("shows nothing when the import option is taken out", async () => {
    assert.deepEqual(await inputsChecked({ ...inputs, adoptId: "15" }, {}), { name: "a", adoptId: "15" });
  });

  it("sees another id to import", async () => {
    assert.deepEqual(await inputsChecked({ ...inputs, adoptId: "15" }, { adoptId: "16" }), {
      name: "a",
      adoptId: "16",
    });
  });
});

describe("the handlers: a warning", () => {
  const warnings: Lifecycle["warnings"] = (_, seen) => [
    { about: ["name"], message: `name: ${String(seen("Thing").get("15")?.name)}` },
  ];

  it("is said once, by what the engine has shown before", async () => {
    const said: string[] = [];
    const handlers = handlersOf({ warnings, noted: ["name"] }, (message) => said.push(message));
    await handlers.diff("15", { name: "old" }, { name: "new" });
    for (const _ of ["preview", "up", "again"]) await handlers.check({}, inputs);
    assert.deepEqual(said, ["warning: thing: name: new"]);
  });

  it("is not said of what is wrong anyway", async () => {
    const said: string[] = [];
    await handlersOf({ warnings }, (message) => said.push(message)).check({}, { ...inputs, name: 1 });
    assert.deepEqual(said, []);
  });
});
