import assert from "node:assert/strict";
import { kept, LocalDevCenter } from "../../harness/local-dev-center";
import { ALL_SECRETS, configured, fetchToken, HOOK, leaks, programOf } from "./secret-hunt";

describe("secrets, in messages and logs", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

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
        const project = await configured(
          devCenter,
          `
          new devcenter.ReportSchedule("calls", {
            templateId: 15, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
            callbackUrl: "${declared}",
          });`,
        );
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
      const project = await configured(
        devCenter,
        `
        new devcenter.ReportSchedule("calls", {
          templateId: ${templateId}, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
          callbackUrl: "${declared}", paused: true,
        });`,
      );
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
      const project = await configured(devCenter, source);
      const { outcome } = await devCenter.run(() => project.up({ debug: true }));
      const secrets = ALL_SECRETS.filter((secret) => secret !== "the key of a callback");
      assert.deepEqual(await leaks(project, [outcome], secrets), []);
    });

    // The engine logs all that it hands to providers then, the configuration, too.
    it("stay out of -v=9 when Pulumi was never handed them: tokens and SAS URLs", async () => {
      const project = await configured(devCenter, source);
      const logging = { logFlow: true, logToStdErr: true, logVerbosity: 9 };
      const up = await devCenter.run(() => project.up(logging));
      const refresh = await devCenter.run(() => project.refresh(logging));
      const secrets = ["an access token", "a SAS URL"] as const;
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
