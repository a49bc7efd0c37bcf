import assert from "node:assert/strict";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { kept, LocalDevCenter, program } from "../support/local-dev-center";
import type { Outcome, PulumiProject } from "../support/pulumi-project";

const HOOK = "https://hooks.contoso.com/in";

function programOf({ declared }: { declared: string }): string {
  return `
    const template = new devcenter.ReportTemplate("template", {
      view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
    });
    const times = { templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24 };
    new devcenter.ReportSchedule("calls", { ...times, recurrence: 30, callbackUrl: "${declared}" });
    new devcenter.ReportSchedule("silent", { ...times, recurrence: 31 });
    const product = new devcenter.Product("product", {
      productName: "nic", testHarness: "attestation", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
      selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    });
    const submission = new devcenter.Submission("submission", {
      productId: product.productId, name: "first", type: "initial",
    });`;
}

/** What must not stand anywhere, by the name under which a failure tells of it. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  "the client secret": /not-a-secret-only-the-local-emulator-takes-this/,
  "another client secret": /WRONG-SECRET/,
  "an access token": /emulated\.[\w-]{32}/,
  "a SAS URL": /sig=/,
  "the key of a callback": /KEY-/,
};

/** Where one of them stands in the clear: in what Pulumi printed, in a file, or in the exported state. */
async function leaks(
  project: PulumiProject,
  outcomes: readonly Outcome[],
  secrets: readonly string[] = Object.keys(SECRETS),
): Promise<string[]> {
  const places: [string, string][] = [...project.writtenFiles()].filter(
    ([path]) => !path.endsWith("index.js"),
  );
  places.push(["pulumi stack export", JSON.stringify(await project.export())]);
  outcomes.forEach((outcome, index) => {
    places.push([`output ${index + 1}`, outcome.output], [`events ${index + 1}`, JSON.stringify(outcome)]);
  });
  return places.flatMap(([place, content]) =>
    secrets.filter((secret) => SECRETS[secret]?.test(content)).map((secret) => `${secret} in ${place}`),
  );
}

/** An access token, fetched as any application would. */
async function fetchToken({ emulator }: LocalDevCenter): Promise<string> {
  const { authorityHost, credentials, ca } = emulator;
  const asking = request(`${authorityHost}/${credentials.tenantId}/oauth2/v2.0/token`, {
    ca,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  const answered = new Promise<string>((resolve, reject) => {
    asking.on("error", reject).on("response", (answer) => text(answer).then(resolve, reject));
  });
  asking.end(
    new URLSearchParams({
      grant_type: "client_credentials",
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      scope: "https://manage.devcenter.microsoft.com/.default",
    }).toString(),
  );
  return (JSON.parse(await answered) as { access_token: string }).access_token;
}

const KINDS = {
  template: "ReportTemplate",
  calls: "ReportSchedule",
  product: "Product",
  submission: "Submission",
};

describe("secrets", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

  /** Stack configuration that wins over an environment in which the secret is a wrong one. */
  async function configured(source: string): Promise<PulumiProject> {
    const { clientSecret } = devCenter.emulator.credentials;
    return devCenter.program(source, {
      config: { "devcenter:clientSecret": { value: clientSecret, secret: true } },
      env: { AZURE_CLIENT_SECRET: "WRONG-SECRET-of-the-environment" },
    });
  }

  describe("in the life of a stack", () => {
    let project: PulumiProject;
    const outcomes: Outcome[] = [];

    async function run(command: () => Promise<Outcome>): Promise<void> {
      outcomes.push((await devCenter.run(command)).outcome);
    }

    before(async () => {
      project = await configured(programOf({ declared: `${HOOK}/KEY-IN-PATH?code=KEY-IN-QUERY` }));
    });

    it("are looked for by patterns that fit", async () => {
      assert.match(await fetchToken(devCenter), SECRETS["an access token"] ?? /^$/);
      assert.match(devCenter.emulator.credentials.clientSecret, SECRETS["the client secret"] ?? /^$/);
    });

    it("stay out of state, output and logs when everything is created", async () => {
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    for (const [name, kind] of Object.entries(KINDS)) {
      it(`have no place in the __provider of a ${kind}, which is this text, byte for byte`, async () => {
        const expected = `exports.handler = () => require("pulumi-devcenter/runtime")("${kind}");`;
        const { inputs, outputs } = (await kept(project))[name] ?? {};
        assert.deepEqual([inputs?.__provider, outputs?.__provider], [expected, expected]);
        assert.ok(Buffer.byteLength(expected) <= 200);
      });
    }

    it("reach the service whole", () => {
      const { reportSchedule } = devCenter.emulator.state().entities;
      assert.ok(
        reportSchedule.some(({ callbackUrl }) => callbackUrl === `${HOOK}/KEY-IN-PATH?code=KEY-IN-QUERY`),
      );
    });

    it("win from the stack's configuration over the environment", () => {
      assert.deepEqual(
        devCenter.emulator.tokenRequests.filter(({ status }) => status !== 200),
        [],
      );
    });

    it("stay out when a callback is edited", async () => {
      project.write(program(programOf({ declared: `${HOOK}/KEY-EDITED` })));
      await run(() => project.preview());
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when somebody else changed the callback that the program declares", async () => {
      const { calls } = await kept(project);
      devCenter.emulator.edit("reportSchedule", calls?.id ?? "", { callbackUrl: `${HOOK}/KEY-FROM-OUTSIDE` });
      await run(() => project.refresh());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when somebody else gave a callback to a schedule that declares none", async () => {
      const { silent } = await kept(project);
      devCenter.emulator.edit("reportSchedule", silent?.id ?? "", {
        callbackUrl: `${HOOK}/KEY-FROM-NOWHERE`,
      });
      await run(() => project.refresh());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when up repairs the drift", async () => {
      await run(() => project.preview());
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when a schedule with a callback is only read", async () => {
      const { calls } = await kept(project);
      const read = `devcenter.ReportSchedule.get("read", "${calls?.id}");`;
      project.write(program(`${programOf({ declared: `${HOOK}/KEY-EDITED` })}\n${read}`));
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when everything is destroyed", async () => {
      await run(() => project.destroy());
      assert.deepEqual(await leaks(project, outcomes), []);
    });
  });

  describe("in the service's own words", () => {
    const declared = `${HOOK}/KEY-IN-PATH?code=KEY-IN-QUERY`;
    const words = `The receiver ${declared} does not answer`;
    const bodies = {
      "a reporting error": {
        data: null,
        errors: [{ Code: "InvalidInput", Message: words, TrackingId: "1" }],
      },
      "a functional error": {
        error: {
          code: "invalidInput",
          message: "No.",
          validationErrors: [{ target: "callbackUrl", message: words }],
        },
      },
      "a plain text": words,
      "a page": `<html><title>${words}</title><body>${words}</body></html>`,
    };

    for (const [name, body] of Object.entries(bodies)) {
      it(`stay out when a create fails with ${name} that echoes the callback`, async () => {
        const project = await configured(`
          new devcenter.ReportSchedule("calls", {
            templateId: 15, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
            callbackUrl: "${declared}",
          });`);
        const match = { method: "POST", path: "/analytics/driver/report" };
        devCenter.emulator.fail({ match, action: { respond: { status: 400, body } } });
        const outcome = await project.up();
        assert.deepEqual(
          { ok: outcome.ok, leaks: await leaks(project, [outcome]) },
          { ok: false, leaks: [] },
        );
      });
    }

    it("stay out of the state of a half-made schedule", async () => {
      await devCenter.ask("POST", "/analytics/driver/reporttemplate", {
        view: "IHVDriver",
        projection: ["DriverName"],
        dateRange: { reportPeriod: "Last7Days" },
      });
      const templateId = devCenter.emulator.state().entities.reportTemplate.at(-1)?.id;
      const project = await configured(`
        new devcenter.ReportSchedule("calls", {
          templateId: ${templateId}, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
          callbackUrl: "${declared}", paused: true,
        });`);
      const match = { path: "/analytics/driver/report/pause/" };
      devCenter.emulator.fail({
        match,
        action: { respond: { status: 403, body: bodies["a reporting error"] } },
      });
      const outcome = await project.up();
      const { calls } = await kept(project);
      assert.deepEqual(
        { ok: outcome.ok, isKept: calls !== undefined, leaks: await leaks(project, [outcome]) },
        { ok: false, isKept: true, leaks: [] },
      );
    });
  });

  describe("in the logs that Pulumi keeps when it is asked to", () => {
    const source = programOf({ declared: `${HOOK}/KEY-IN-PATH` });

    // The SDK logs the outputs of every resource then, the secret ones in the clear, too.
    it("stay out of --debug, but for secret outputs", async () => {
      const project = await configured(source);
      const { outcome } = await devCenter.run(() => project.up({ debug: true }));
      const secrets = Object.keys(SECRETS).filter((secret) => secret !== "the key of a callback");
      assert.deepEqual(await leaks(project, [outcome], secrets), []);
    });

    // The engine logs all that it hands to providers then, the configuration, too.
    it("stay out of -v=9 when Pulumi was never handed them: tokens and SAS URLs", async () => {
      const project = await configured(source);
      const logging = { logFlow: true, logToStdErr: true, logVerbosity: 9 };
      const up = await devCenter.run(() => project.up(logging));
      const refresh = await devCenter.run(() => project.refresh(logging));
      const secrets = ["an access token", "a SAS URL"];
      assert.deepEqual(await leaks(project, [up.outcome, refresh.outcome], secrets), []);
    });
  });

  describe("as credentials", () => {
    const source = `new devcenter.ReportTemplate("template", {
      view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
    });`;

    it("stay out when a ready token is given in the stack's configuration, which wins", async () => {
      const value = await fetchToken(devCenter);
      const project = await devCenter.program(source, {
        config: { "devcenter:accessToken": { value, secret: true } },
        env: { AZURE_CLIENT_SECRET: "WRONG-SECRET", DEVCENTER_ACCESS_TOKEN: "WRONG-SECRET" },
      });
      const { outcome } = await devCenter.run(() => project.up());
      assert.deepEqual(await leaks(project, [outcome]), []);
    });

    it("stay out when the client secret is refused", async () => {
      const project = await devCenter.program(source, {
        config: { "devcenter:clientSecret": { value: "WRONG-SECRET", secret: true } },
      });
      const outcome = await project.up();
      assert.deepEqual({ ok: outcome.ok, leaks: await leaks(project, [outcome]) }, { ok: false, leaks: [] });
    });

    it("stay out when the access token is refused", async () => {
      const value = "emulated.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
      const project = await devCenter.program(source, {
        config: { "devcenter:accessToken": { value, secret: true } },
      });
      const outcome = await project.up();
      assert.deepEqual({ ok: outcome.ok, leaks: await leaks(project, [outcome]) }, { ok: false, leaks: [] });
    });
  });
});
