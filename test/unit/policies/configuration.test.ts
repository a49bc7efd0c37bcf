import assert from "node:assert/strict";
import type { Policies } from "@pulumi/policy";
import { judge } from "../../../harness/policy-run";
import { type DevCenterPolicyConfig, devCenterPolicies } from "../../../policies/src/index";
import { ruleNames } from "../../../policies/src/rules";

const levelsOf = (policies: Policies) =>
  Object.fromEntries(policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]));
const days90 = {
  kind: "ReportTemplate",
  inputs: { view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last90Days" } },
};

describe("the configuration of the policies", () => {
  it("is advice by default, from each policy", () => {
    assert.deepEqual(
      levelsOf(devCenterPolicies()),
      Object.fromEntries(ruleNames.map((name) => [name, "advisory"])),
    );
  });

  it("takes a level for all, and one of its own for each", () => {
    const levels = levelsOf(
      devCenterPolicies({
        all: "mandatory",
        "no-cabs": "advisory",
        "protect-products": "disabled",
        "look-back-at-most": { days: 7 },
      }),
    );
    assert.equal(levels["no-cabs"], "advisory");
    assert.equal(levels["protect-products"], "disabled");
    assert.equal(levels["look-back-at-most"], "mandatory");
    assert.equal(levels["audience-required"], "mandatory");
  });

  it("hands its settings to Pulumi as the defaults of a schema", () => {
    const policies = devCenterPolicies({ "look-back-at-most": { days: 7 } });
    const { configSchema } = policies.find(({ name }) => name === "look-back-at-most") ?? {};
    assert.deepEqual(configSchema, {
      properties: {
        days: {
          type: "integer",
          minimum: 1,
          maximum: 90,
          default: 7,
          description: "How many days a report may look back, 1 to 90.",
        },
      },
    });
  });

  it("is obeyed", async () => {
    for (const days of [89, 90]) {
      const policies = devCenterPolicies({
        all: "disabled",
        "look-back-at-most": { days, enforcementLevel: "mandatory" },
      });
      const { mandatory } = await judge(policies, [days90]);
      assert.equal(mandatory.length, days === 89 ? 1 : 0);
    }
  });

  it("is refused with everything that is wrong with it", () => {
    const wrong = {
      all: "madatory",
      "no-cab": "mandatory",
      "look-back-at-most": { days: 91, hours: 3 },
      "callback-host-allowed": { hosts: "example.com" },
      "no-cabs": "remediate",
    } as unknown as DevCenterPolicyConfig;
    assert.throws(
      () => devCenterPolicies(wrong),
      (error: Error) => {
        for (const part of [
          "no-cab: expected no policy of this name (did you mean no-cabs?)",
          'all: expected a level, one of advisory, mandatory, disabled; got "madatory"',
          "look-back-at-most.days: ",
          "look-back-at-most: ",
          "callback-host-allowed.hosts: ",
          'no-cabs: expected a level, one of advisory, mandatory, disabled; got "remediate"',
        ]) {
          assert.ok(error.message.includes(part), `${part} is not in ${error.message}`);
        }
        return true;
      },
    );
  });
});
