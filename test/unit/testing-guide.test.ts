import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as devcenter from "pulumi-devcenter";

const root = resolve(__dirname, "..", "..");

const value = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolved) => output.apply((it) => resolved(it as T)));

describe("the example of docs/testing.md", () => {
  const guide = readFileSync(join(root, "docs", "testing.md"), "utf8");
  const blocks = [...guide.matchAll(/```ts\n\/\/ (\S+\.ts).*?\n(.*?)```/gs)];
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-guide-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [, name = "", source = ""] of blocks) writeFileSync(join(folder, name), source);
  after(() => rmSync(folder, { recursive: true, force: true }));

  // Its tests stand below.
  require(join(folder, "reports.test.ts"));
});

describe("a program's unit test", () => {
  const asked: { token: string; inputs: object }[] = [];
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: ({ token, inputs }) => {
        asked.push({ token, inputs });
        return token.endsWith("s") ? {} : { productName: "NIC" };
      },
    }),
  );
  beforeEach(() => asked.splice(0));

  const product = () =>
    new devcenter.Product("nic", { productName: "NIC", testHarness: "hlk", requestedSignatures: ["W"] });

  it("sees ids that are never NaN, the same each time", async () => {
    const make = () =>
      new devcenter.ReportTemplate("top", {
        view: "IHVDriver",
        projection: ["DriverName"],
        dateRange: { reportPeriod: "Last7Days" },
      });
    const [one, other] = [await value(make().templateId), await value(make().templateId)];
    assert.ok(Number.isSafeInteger(one) && one > 0);
    assert.equal(one, other);
  });

  it("answers a function, whose ids come from mocks, without a credential", async () => {
    const found = devcenter.getProductOutput({ productId: product().productId });
    assert.equal((await value(found)).productName, "NIC");
    assert.deepEqual(asked, [{ token: "devcenter:index:getProduct", inputs: { productId: "nic-id" } }]);
  });

  const ids = { productId: "1", submissionId: "2" };
  const functions: [token: string, ask: () => Promise<unknown>][] = [
    ["getAudiences", () => devcenter.getAudiences()],
    ["getPreprodPackage", () => devcenter.getPreprodPackage({ packageId: "a" })],
    ["getDriverMetadata", () => devcenter.getDriverMetadata(ids)],
    ["getProducts", () => devcenter.getProducts()],
    ["getRelatedSubmission", () => devcenter.getRelatedSubmission({ publisherId: "3", ...ids })],
    ["getReportRuns", () => devcenter.getReportRuns({ reportId: 1 })],
    ["getReportSchedules", () => devcenter.getReportSchedules()],
    ["getReportTemplates", () => devcenter.getReportTemplates()],
    ["getSubmission", () => devcenter.getSubmission(ids)],
    ["getSubmissions", () => devcenter.getSubmissions({ productId: "1" })],
  ];
  for (const [name, ask] of functions) {
    it(`answers ${name}`, async () => {
      const answer = await ask();
      assert.deepEqual(
        asked.map(({ token }) => token),
        [`devcenter:index:${name}`],
      );
      assert.deepEqual(answer, name.endsWith("s") ? [] : { productName: "NIC" });
    });
  }
});
