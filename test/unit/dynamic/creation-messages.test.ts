import assert from "node:assert/strict";
import { thing, thingFailure, thingHandlers } from "../../../harness/thing-handlers";
import { PermanentFailureError } from "../../../provider/lifecycles/core/permanent-failure";

describe("what a creation says", () => {
  it("is where the object can be seen, as soon as it exists", async () => {
    const { handlers, said } = thingHandlers({ address: (id) => `https://partner.example/${id}` });
    await handlers.create(thing);
    assert.deepEqual(said, ["thing 15: https://partner.example/15"]);
  });

  it("advises no second run where that would change nothing", async () => {
    const complete = async () => Promise.reject(new PermanentFailureError("The step signing failed."));
    const { handlers, said } = thingHandlers({ complete });
    const { reasons } = await thingFailure(handlers.create(thing));
    assert.deepEqual(reasons, ["thing 15: was created, but is not finished.\nThe step signing failed."]);
    assert.deepEqual(said, []);
  });

  it("after ^C is how to import it, on the terminal too, for the engine takes no result any more", async () => {
    const complete = async () => {
      session.interrupt();
      throw new Error("The connection is closed.");
    };
    const { handlers, said, session } = thingHandlers({ complete });
    const { message } = await thingFailure(handlers.create(thing));
    assert.deepEqual(message.split("\n"), [
      "thing 15: was created, but is not finished.",
      "The run was interrupted.",
      "Run pulumi up again: it goes on from here.",
      'Where no journal is kept, give it the option { import: "15" } for that run.',
    ]);
    assert.deepEqual(said, [message]);
  });
});
