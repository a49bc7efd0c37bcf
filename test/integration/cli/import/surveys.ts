import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter, startDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { filesIn } from "../../../../harness/project-folder";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { call, startAtNoon } from "../../emulator/dev-center-client";
import { rerunsHold } from "./reruns";

const callbackUrl = "https://hooks.contoso.com/KEY-OF-THE-RECEIVER?sig=SIGNATURE-OF-THE-RECEIVER";
const template = { view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" } };
const product = {
  testHarness: "attestation",
  requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
};

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** @param killedAt the requests at which a survey is killed, each in a case of its own */
export function interruptedSurveys(killedAt: readonly number[]): void {
  let emulator: Emulator;
  const folder = folderOfEachTest();
  const asked = () => emulator.requests.map(({ method, path }) => `${method} ${path}`);
  const run = (...args: string[]) =>
    runDevcenter(["import", "--out", folder(), ...args], emulatorSettings(emulator), { cwd: folder() });

  before(async () => {
    emulator = await startAtNoon();
    const post = (path: string, body: object) => call(emulator, "POST", path, { body });
    await post("/analytics/driver/reporttemplate", template);
    const times = { startTime: "2027-01-01T00:00:00Z", recurrenceInterval: 24, recurrence: 9 };
    await post("/analytics/driver/report", { templateId: 15, schedule: times, callbackUrl });
    for (const productName of ["one", "two"]) {
      await post("/v2.0/my/hardware/products", { ...product, productName });
      const { id } = emulator.state().entities.product.at(-1) ?? { id: "" };
      await post(`/v2.0/my/hardware/products/${id}/submissions`, { name: "1.0", type: "initial" });
    }
  });
  after(() => emulator.close());

  it("asks once for each list, says first what it costs, and notes no secret", async () => {
    const before = asked().length;
    const { exitCode, out, err } = await run();
    assert.equal(exitCode, 0, err);
    assert.match(err, /2 products: about 9 requests, 1 min at 20 a minute/);
    // Templates, products, schedules; of each product its submissions, of each submission its labels.
    assert.equal(asked().length - before, 3 + 2 + 2);
    assert.ok(
      asked()
        .slice(before)
        .every((request) => request.startsWith("GET ")),
    );
    const written = [...filesIn(folder()).values(), out, err].join("\n");
    assert.ok(!/KEY-OF-THE-RECEIVER|SIGNATURE-OF-THE-RECEIVER/.test(written));
    assert.match(out, /pulumi config set --secret dailyFailuresByDriverLast7DaysScheduleCallbackUrl/);
    assert.ok(!readdirSync(folder()).includes(".devcenter-import"), "the notes of a complete survey stay");
  });

  it("stops before it costs more than --max-requests, and keeps what it has read", async () => {
    const before = asked().length;
    const { exitCode, err } = await run("--max-requests", "5");
    assert.equal(exitCode, 2);
    assert.match(err, /more than --max-requests 5/);
    assert.equal(asked().length - before, 2);
    const again = await run();
    assert.equal(again.exitCode, 0, again.err);
    assert.match(again.err, /Going on with an earlier survey: 2 answers are known/);
    assert.equal(asked().length - before, 7);
  });

  it("writes nothing in a dry run, after which the real one asks for the schedules only", async () => {
    const { out } = await run("--dry-run");
    assert.match(
      out,
      /6 would be declared in:\n {2}products\/one\.ts\n {2}products\/two\.ts\n {2}reports\.ts/,
    );
    assert.deepEqual(readdirSync(folder()), [".devcenter-import"]);
    const before = asked().length;
    assert.equal((await run()).exitCode, 0);
    assert.deepEqual(asked().slice(before), ["GET /analytics/driver/report"]);
  });

  it("looks only at what it is told to", async () => {
    const before = asked().length;
    const { out } = await run("--only", "templates,products", "--product", "14631253285588839", "--json");
    const { declared, files } = JSON.parse(out) as { declared: number; files: string[] };
    assert.equal(declared, 2);
    assert.ok(files.includes("products/two.ts") && !files.includes("products/one.ts"));
    assert.equal(asked().length - before, 2);
  });

  it("reports rows of a list that have no id", async () => {
    const body = { value: [{ productName: "no id" }, { productName: "nor this" }], links: [] };
    emulator.fail({ match: { path: /hardware\/products\/$/ }, action: { respond: { status: 200, body } } });
    const { exitCode, err } = await run("--dry-run", "--only", "products");
    assert.equal(exitCode, 0, err);
    assert.match(err, /The list of Products: 2 rows have no id, and cannot be imported\./);
  });

  for (const at of killedAt) {
    it(`goes on after it was killed at request ${at}, with at most one request more`, async () => {
      const before = asked().length;
      emulator.fail({ match: { method: "GET" }, after: at, action: { hang: "forever" } });
      const { child, outcome } = startDevcenter(["import", "--out", folder()], emulatorSettings(emulator), {
        cwd: folder(),
      });
      let isOver = false;
      void outcome.then(() => {
        isOver = true;
      });
      await until(() => isOver || asked().length - before > at);
      child.kill("SIGKILL");
      await outcome;
      emulator.forgetFaults();
      const second = await run();
      assert.equal(second.exitCode, 0, second.err);
      assert.ok(asked().length - before <= 8, `${asked().length - before} requests`);
      const files = filesIn(folder());
      assert.equal(readFileSync(folder("products", "two.ts"), "utf8"), files.get(join("products", "two.ts")));
    });
  }

  // The last: it makes objects that no other case counts with.
  rerunsHold({ emulator: () => emulator, folder, run, template, product });
}
