import assert from "node:assert/strict";
import { SAMPLES, UNKNOWN } from "../../../harness/sample-inputs";
import { ApiError } from "../../../provider/api/errors/api-error";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { createSession } from "../../../provider/dynamic/session";
import type { Observed } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";

const news = {
  ...SAMPLES.ReportTemplate,
  resourceUrn: "urn:pulumi:dev::p::t::top",
  adoptId: "15",
  looksFirst: true,
};
const there: Observed = { inputs: SAMPLES.ReportTemplate, outputs: {} };

/** What the check of an import gives and says, in front of a service that answers a read so. */
async function previewed(
  read: () => Promise<Observed | undefined>,
  { inputs = news as object, environment = { DEVCENTER_ACCESS_TOKEN: "t" } as Record<string, string> } = {},
) {
  const said: string[] = [];
  let reads = 0;
  const session = createSession({ environment, say: (message) => void said.push(message) });
  const counted = () => {
    reads += 1;
    return read();
  };
  const lifecycle = { ...(lifecycles.ReportTemplate ?? assert.fail()), read: counted };
  const handlers = createHandlers(lifecycle, session);
  const first = await handlers.check({}, { ...inputs });
  const second = await handlers.check({}, { ...inputs });
  return { first, second, said, reads };
}

describe("the preview of an import", () => {
  it("says what it adopts, where all is as declared", async () => {
    const { first, said } = await previewed(async () => there);
    assert.deepEqual(first.failures, []);
    assert.equal(said[0], "top: adopts report template 15, which is as the program declares it.");
  });

  it("keeps nothing of the question in the inputs", async () => {
    const { first } = await previewed(async () => there);
    assert.ok(!("looksFirst" in (first.inputs ?? {})));
  });

  it("fails where there is no such object", async () => {
    const { first } = await previewed(async () => undefined);
    assert.deepEqual(first.failures, [
      {
        property: "",
        reason:
          "report template 15: could not be imported.\nDev Center has no such object. Nothing was created.",
      },
    ]);
  });

  it("fails where it is another than declared, property by property", async () => {
    const declarable = { ...SAMPLES.ReportTemplate, limit: 99 };
    const { first } = await previewed(async () => ({ inputs: declarable, outputs: {} }));
    assert.match(first.failures?.[0]?.reason ?? "", /limit: the program has 10, Dev Center has 99$/);
  });

  it("does not judge what is not known yet", async () => {
    const declarable = { ...SAMPLES.ReportTemplate, limit: 99 };
    const { first } = await previewed(async () => ({ inputs: declarable, outputs: {} }), {
      inputs: { ...news, limit: UNKNOWN },
    });
    assert.deepEqual(first.failures, []);
  });

  it("goes on without a credential, and says that up will look", async () => {
    const { first, said, reads } = await previewed(async () => there, { environment: {} });
    assert.deepEqual([first.failures, reads], [[], 0]);
    assert.equal(
      said[0],
      "top: adopts report template 15. pulumi up will look at it, for this preview could not: The provider cannot sign in to the Hardware Dev Center.",
    );
  });

  it("asks once where nobody answers, however much is imported", async () => {
    const { first, second, reads } = await previewed(() => Promise.reject(new Error("no answer")));
    assert.deepEqual([first.failures, second.failures, reads], [[], [], 1]);
  });

  it("asks for each where the service answers, even if it refuses one", async () => {
    const ids = { correlationId: "c", requestId: "r" };
    const refused = new ApiError({ verb: "GET", path: "/a", ...ids }, { status: 403, targets: [] });
    const { first, second, said, reads } = await previewed(() => Promise.reject(refused));
    assert.deepEqual([first.failures, second.failures, reads], [[], [], 2]);
    assert.match(said[0] ?? "", /this preview could not: Dev Center refused GET \/a with 403/);
  });

  it("does not look at an id that is not known yet", async () => {
    const { first, said, reads } = await previewed(async () => there, {
      inputs: { ...news, adoptId: UNKNOWN },
    });
    assert.deepEqual([first.failures, said, reads], [[], [], 0]);
  });

  it("is all that looks: up itself asks nothing in its check", async () => {
    const { looksFirst: _, ...inputs } = news;
    const { said, reads } = await previewed(async () => there, { inputs });
    assert.deepEqual([said, reads], [[], 0]);
  });
});
