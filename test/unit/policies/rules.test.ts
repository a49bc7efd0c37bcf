import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judge, type Shown } from "../../../harness/policy-run";
import { devCenterPolicies } from "../../../policies/src/index";
import { ruleNames, rules } from "../../../policies/src/rules";
import { effectsOf } from "../../../provider/lifecycles/plan/effects";
import { cases } from "./cases-of-rules";

const types = ["pulumi-nodejs:dynamic/devcenter", "devcenter:index"];

for (const name of ruleNames) {
  describe(`the policy ${name}`, () => {
    const { passing, violating, unknown, config = {} } = cases[name];
    const policies = devCenterPolicies({
      all: "disabled",
      ...config,
      [name]: { ...(config[name] as object), enforcementLevel: "mandatory" },
    });
    const under = (prefix: string, stack: readonly Shown[]) => {
      const changed = new Map<Shown, Shown>();
      for (const shown of stack) {
        const dependencies = Object.entries(shown.dependencies ?? {}).map(([key, needed]) => [
          key,
          needed.map((it) => changed.get(it) ?? it),
        ]);
        changed.set(shown, {
          ...shown,
          type: `${prefix}:${shown.kind}`,
          dependencies: Object.fromEntries(dependencies),
        });
      }
      return [...changed.values()];
    };
    const none = { advisory: [], mandatory: [], untold: [] };

    for (const prefix of types) {
      it(`passes what keeps it: ${prefix}`, async () => {
        for (const stack of passing)
          assert.deepEqual(await judge(policies, under(prefix, stack)), none, JSON.stringify(stack));
      });

      it(`names what breaks it, at its level: ${prefix}`, async () => {
        for (const [stack, message] of violating) {
          const { mandatory, advisory } = await judge(policies, under(prefix, stack));
          assert.deepEqual([mandatory, advisory], [[`${name}: ${message}`], []], JSON.stringify(stack));
        }
      });

      it(`cannot tell what is not known yet, and says that as an advice: ${prefix}`, async () => {
        for (const stack of unknown) {
          const { mandatory, advisory, untold } = await judge(policies, under(prefix, stack));
          assert.deepEqual([mandatory, advisory, untold.length], [[], [], 1], JSON.stringify(stack));
          assert.match(untold[0] ?? "", new RegExp(`^${name}: .* can't be known during preview`));
        }
      });
    }

    it("is silent about what belongs to others", async () => {
      const strangers = Object.values(violating).flatMap(([stack]) =>
        stack.map((shown) => ({ ...shown, type: `other:index:${shown.kind}` })),
      );
      assert.deepEqual(await judge(policies, strangers), none);
    });
  });
}

describe("the table of rules", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "..", "policies", "README.md"), "utf8");
  for (const name of ruleNames) {
    it(`${name} looks at properties of which the table of effects says the same, and is in the README`, () => {
      const { kind, effect, properties } = rules[name];
      const found = properties.filter((property) => effectsOf(kind, property)?.includes(effect));
      assert.deepEqual(found, properties);
      assert.ok(readme.includes(`\`${name}\``));
    });
  }
});
