import assert from "node:assert/strict";
import fc from "fast-check";
import { type AnsweringService, openAnsweringService } from "../../../harness/answering-service";
import { fieldAnswer, IDS } from "../../../harness/field-answers";
import type { Pick } from "../../../harness/field-words";
import { KINDS, type Kind } from "../../../harness/sample-inputs";
import { validInputs } from "../../../harness/valid-inputs";
import { providerText } from "../../../provider/dynamic/dev-center-resource";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { lifecycles } from "../../../provider/lifecycles/registry";

type Values = Record<string, unknown>;

/** Another one tries other answers: `SEED=7 npm test -- unit`. */
const seed = Number(process.env.SEED ?? 20261127);

/** The handlers of a new provider process, in front of the service as it is when it shows this one object. */
type Visit = (kind: Kind, shown: Values) => ReturnType<typeof visitIn>;

function visitIn(service: AnsweringService, kind: Kind, shown: Values) {
  const listed = kind === "ReportTemplate" || kind === "ReportSchedule" ? "data" : "value";
  const { session, requests } = service.visit((verb, path) => {
    // It was done, but the gateway lost the answer.
    if (verb === "POST") return { status: 502, body: "<html>Bad gateway</html>" };
    const isList = listed === "data" || /(products|submissions|shippingLabels)\/?(\?|$)/.test(path);
    return { status: 200, body: isList ? { [listed]: [shown], errors: [], links: [] } : shown };
  });
  const lifecycle = lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
  return { handlers: createHandlers(lifecycle, session), requests };
}

function onWire(value: Values): Values {
  return JSON.parse(JSON.stringify(value));
}

async function checkedInputs(visit: Visit, kind: Kind, program: Values): Promise<Values> {
  const { handlers } = visit(kind, {});
  const { inputs, failures } = await handlers.check({}, { ...program, __provider: providerText(kind) });
  assert.deepEqual(failures ?? [], []);
  return onWire(inputs as Values);
}

function writesAmong(requests: readonly string[]): string[] {
  return requests.filter((request) => !request.startsWith("GET"));
}

/** Nothing that the service adds by itself makes a difference, for anything that a program can declare. */
async function assertNoDifference(visit: Visit, kind: Kind, program: Values, pick: Pick): Promise<void> {
  const inputs = await checkedInputs(visit, kind, program);
  const shown = fieldAnswer(kind, inputs, pick);
  const { handlers, requests } = visit(kind, shown);
  const id = IDS[kind];
  const read = await handlers.read(id, inputs);
  assert.deepEqual(onWire(read.inputs as Values), inputs, "a refresh shows drift");
  const { commitStatus: _, ...props } = onWire(read.props as Values);
  assert.deepEqual(await handlers.diff(id, props, inputs), { changes: false }, "a refresh asks for a change");
  assert.deepEqual(writesAmong(requests), []);
  await assertImported(visit, kind, inputs, shown);
  if (kind !== "PublisherMetadata") await assertFound(visit, kind, inputs, shown);
}

async function assertImported(visit: Visit, kind: Kind, inputs: Values, shown: Values): Promise<void> {
  const { handlers, requests } = visit(kind, shown);
  await handlers.create({ ...inputs, adoptId: IDS[kind] });
  assert.deepEqual(writesAmong(requests), []);
}

async function assertFound(visit: Visit, kind: Kind, inputs: Values, shown: Values): Promise<void> {
  const { handlers, requests } = visit(kind, shown);
  // What follows the creation, a pause or a wait, is another matter.
  const { paused: _, ...plain } = inputs;
  const { id } = await handlers.create(plain);
  assert.equal(id, IDS[kind]);
  assert.equal(requests.filter((request) => request.startsWith("POST")).length, 1, requests.join("\n"));
}

/** @param runs how many inputs of each kind, each with as many answers */
export function describeServiceAdditions(runs: number): void {
  describe("what the service adds by itself", () => {
    let service: AnsweringService;
    before(() => {
      service = openAnsweringService();
    });
    after(() => service.close());
    const visit: Visit = (kind, shown) => visitIn(service, kind, shown);

    for (const kind of KINDS) {
      it(`makes no difference to a ${kind}: refresh, import, lost answer (rows 4, 6, 13 to 16)`, async () => {
        await fc.assert(
          fc.asyncProperty(validInputs[kind], fc.gen(), (program, generate) => {
            const pick: Pick = (...options) => options[generate(fc.nat, options.length - 1)] as never;
            return assertNoDifference(visit, kind, program, pick);
          }),
          { numRuns: runs, seed },
        );
      }).timeout(runs * 1_000);
    }
  });
}
