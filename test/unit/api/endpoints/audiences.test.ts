import assert from "node:assert/strict";
import { failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { audiences } from "../../../../provider/api/endpoints/audiences";

const one = { id: "00000000-0000-0000-0000-000000000001", name: "Test", description: null, extra: 1 };

function over(...answers: ScriptedAnswer[]) {
  const { client, sent } = scriptedClient(answers);
  return { sent, audiences: audiences(client, "v2.0") };
}

describe("the calls of audiences", () => {
  it("list them under the name that most of the documentation has", async () => {
    const { audiences: calls, sent } = over({ status: 200, body: { value: [one] } });
    const [audience] = await calls.list();
    assert.equal(sent[0]?.path, "/v2.0/my/hardware/audiences");
    assert.deepEqual(audience, {
      id: one.id,
      name: "Test",
      description: undefined,
      audienceName: undefined,
    });
  });

  it("list them under the other name where the first is not there", async () => {
    const { audiences: calls, sent } = over({ status: 404 }, { status: 200, body: { value: [one] } });
    assert.equal((await calls.list()).length, 1);
    assert.equal(sent[1]?.path, "/v2.0/my/hardware/audience");
  });

  it("do not look elsewhere after another refusal", async () => {
    const { audiences: calls, sent } = over({ status: 403 });
    await failureOf(calls.list());
    assert.equal(sent.length, 1);
  });
});
