import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, noon, products, startAtNoon, template } from "./dev-center-client";
import { begin, type Download, type Release, submit } from "./driver-release";

const templates = "/analytics/driver/reporttemplate";

/** An account with one product, an initial and a derived submission, and a template. */
async function fill(emulator: Emulator): Promise<Release> {
  emulator.clock.set(noon);
  const initial = await begin(emulator);
  emulator.edit("submission", initial.id, { committedAt: emulator.clock.now().toISOString() });
  emulator.clock.advance(40 * 60_000);
  await call(emulator, "POST", templates, { body: template });
  return initial;
}

/** Every answer that is only read, and some refusals. */
async function answersOf(emulator: Emulator, { submissions, path }: Release): Promise<string[]> {
  const product = submissions.replace(/\/submissions$/, "");
  const asked = [products, product, submissions, path, templates, `${templates}/1`, `${products}/1`];
  const answers = await Promise.all(asked.map((one) => call(emulator, "GET", one)));
  const refused = await call(emulator, "POST", products, { body: {} });
  // Links differ from one moment to the next.
  return [...answers, refused].map(({ status, text }) => `${status} ${text.replace(/"http[^"]*"/g, '"…"')}`);
}

describe("the emulator, in the field", () => {
  let field: Emulator;
  before(async () => {
    field = await startAtNoon({ fieldBehavior: true });
  });
  beforeEach(() => field.reset());
  after(() => field.close());

  it("answers in other words, and in the same ones each time", async () => {
    const first = await answersOf(field, await fill(field));
    field.reset();
    assert.deepEqual(await answersOf(field, await fill(field)), first);
    field.reset();
    field.setFieldBehavior(false);
    const ordinary = await answersOf(field, await fill(field));
    assert.equal(first.filter((answer, at) => answer === ordinary[at]).length, 0);
  });

  it("keeps what was asked for, in the words in which it was", async () => {
    await fill(field);
    const kept = field.state().entities;
    field.reset();
    field.setFieldBehavior(false);
    await fill(field);
    const plain = field.state().entities;
    assert.deepEqual(kept.product, plain.product);
    assert.deepEqual(kept.reportTemplate, plain.reportTemplate);
  });

  it("has one malformed row in a list, with a different id", async () => {
    await fill(field);
    const { body } = await call(field, "GET", products);
    assert.deepEqual([at(body, "value.0.productName"), at(body, "value.2")], [7, undefined]);
    assert.notEqual(at(body, "value.0.id"), at(body, "value.1.id"));
  });

  it("numbers or names the last step, and leaves out the commit status", async () => {
    const { body } = await call(field, "GET", (await fill(field)).path);
    assert.match(String(at(body, "workflowStatus.currentStep")), /^(7|finalizeingestion)$/i);
    assert.notEqual(at(body, "commitStatus"), "commitComplete");
  });

  it("shows the read-only shell of a derived submission beside the slot of its package", async () => {
    const { submissions } = await fill(field);
    const { body } = await call(field, "GET", (await submit(field, submissions, "derived")).path);
    const items = at(body, "downloads.items") as Download[];
    const permissions = items.map(({ type, url }) => `${type} ${new URL(url).searchParams.get("sp")}`);
    assert.deepEqual(permissions.map((line) => line.toLowerCase()).sort(), [
      "derivedpackage r",
      "initialpackage rwl",
    ]);
  });

  it("has a page to sign in at in the place of a certification report", async () => {
    const { body } = await call(field, "GET", (await fill(field)).path);
    const items = at(body, "downloads.items") as Download[];
    const report = items.find(({ type }) => /^certificationReport$/i.test(type));
    const answer = await fetch(String(report?.url));
    assert.match(await answer.text(), /Sign in to your account/);
    assert.equal(answer.status, 200);
  });

  it("refuses in several shapes, none of which loses the words", async () => {
    const shapes = new Set<string>();
    for (let number = 1; number <= 12; number++) {
      const { text } = await call(field, "GET", `${products}/${number}`);
      assert.match(text, /EntityNotFound/);
      assert.match(text, /Product not found/);
      shapes.add(text);
    }
    assert.ok(shapes.size > 5, [...shapes].join("\n"));
  });

  it("begins some answers with a byte order mark", async () => {
    await createProduct(field);
    await Promise.all(Array.from({ length: 9 }, () => createProduct(field)));
    const begins = field.state().entities.product.map(async ({ id }) => {
      const headers = { authorization: "Bearer a-token-for-tests" };
      const bytes = await (await fetch(`${field.url}${products}/${id}`, { headers })).arrayBuffer();
      return Buffer.from(bytes).subarray(0, 3).toString("hex") === "efbbbf";
    });
    assert.equal(new Set(await Promise.all(begins)).size, 2);
  });
});
