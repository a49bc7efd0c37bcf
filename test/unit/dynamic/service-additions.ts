import assert from "node:assert/strict";
import fc from "fast-check";
import { answeringService } from "../../../harness/answering-service";
import { fieldAnswer, IDS, type Pick } from "../../../harness/field-answers";
import { KINDS, type Kind } from "../../../harness/sample-inputs";
import { validInputs } from "../../../harness/valid-inputs";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { providerText } from "../../../provider/dynamic/shim";
import { lifecycles } from "../../../provider/lifecycles/kinds";

type Values = Record<string, unknown>;

/** The service as it is when the object of a kind is what it shows. */
function serviceOf(kind: Kind, shown: Values) {
  const listed = kind === "ReportTemplate" || kind === "ReportSchedule" ? "data" : "value";
  return answeringService((verb, path) => {
    // It was done, but the gateway lost the answer.
    if (verb === "POST") return { status: 502, body: "<html>Bad gateway</html>" };
    const isList = listed === "data" || /(products|submissions|shippingLabels)\/?(\?|$)/.test(path);
    return { status: 200, body: isList ? { [listed]: [shown], errors: [], links: [] } : shown };
  });
}

function onWire(value: Values): Values {
  return JSON.parse(JSON.stringify(value));
}

async function checkedInputs(kind: Kind, program: Values): Promise<Values> {
  const { handlers, close } = provider(kind, {});
  const { inputs, failures } = await handlers.check({}, { ...program, __provider: providerText(kind) });
  await close();
  assert.deepEqual(failures ?? [], []);
  return onWire(inputs as Values);
}

function provider(kind: Kind, shown: Values) {
  const service = serviceOf(kind, shown);
  const lifecycle = lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
  return { ...service, handlers: createHandlers(lifecycle, service.session) };
}

/** Nothing that the service adds by itself makes a difference, for anything that a program can declare. */
async function assertNoDifference(kind: Kind, program: Values, pick: Pick): Promise<void> {
  const inputs = await checkedInputs(kind, program);
  const shown = fieldAnswer(kind, inputs, pick);
  const id = IDS[kind];
  const { handlers, close, requests } = provider(kind, shown);
  try {
    const read = await handlers.read(id, inputs);
    assert.deepEqual(onWire(read.inputs as Values), inputs, "a refresh shows drift");
    const { commitStatus: _, ...props } = onWire(read.props as Values);
    assert.deepEqual(
      await handlers.diff(id, props, inputs),
      { changes: false },
      "a refresh asks for a change",
    );
  } finally {
    await close();
  }
  await assertImported(kind, inputs, shown);
  if (kind !== "PublisherMetadata") await assertFound(kind, inputs, shown);
  assert.equal(requests.filter((request) => !request.startsWith("GET")).length, 0);
}

async function assertImported(kind: Kind, inputs: Values, shown: Values): Promise<void> {
  const { handlers, close, requests } = provider(kind, shown);
  await handlers.create({ ...inputs, adoptId: IDS[kind] }).finally(close);
  assert.deepEqual(
    requests.filter((request) => !request.startsWith("GET")),
    [],
  );
}

async function assertFound(kind: Kind, inputs: Values, shown: Values): Promise<void> {
  const { handlers, close, requests } = provider(kind, shown);
  // What follows the creation, a pause or a wait, is another matter.
  const { paused: _, ...plain } = inputs;
  const { id } = await handlers.create(plain).finally(close);
  assert.equal(id, IDS[kind]);
  assert.equal(requests.filter((request) => request.startsWith("POST")).length, 1, requests.join("\n"));
}

/** @param runs how many inputs of each kind, each with as many answers */
export function describeServiceAdditions(runs: number): void {
  describe("what the service adds by itself", () => {
    for (const kind of KINDS) {
      it(`makes no difference to a ${kind}: refresh, import, lost answer (rows 4, 6, 13 to 16)`, async () => {
        await fc.assert(
          fc.asyncProperty(validInputs[kind], fc.gen(), (program, generate) => {
            const pick: Pick = (...options) => generate(fc.constantFrom<unknown[]>, ...options) as never;
            return assertNoDifference(kind, program, pick);
          }),
          { numRuns: runs },
        );
      }).timeout(runs * 1_000);
    }
  });
}
