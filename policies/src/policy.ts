import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { kindOfType, lifecycles } from "pulumi-devcenter/internal/lifecycles";
import { type Chosen, schemaOf, settledSettings } from "./configuration";
import type { Rule } from "./rule";
import { type RuleName, rules } from "./rules";
import { seenValues, type UnknownValue } from "./seen-values";

const page = "https://github.com/pulumi-devcenter/pulumi-devcenter/tree/main/policies#";

/** A rule as Pulumi runs it. */
export function policyOf(name: RuleName, chosen: Chosen): ResourceValidationPolicy | StackValidationPolicy {
  const rule: Rule = rules[name];
  const properties = schemaOf(rule, chosen.settings) as PolicyConfigSchema["properties"];
  const common = {
    name,
    description: rule.description,
    enforcementLevel: chosen.level,
    severity: rule.severity,
    remediationSteps: rule.remedy,
    tags: ["devcenter", rule.effect],
    url: `${page}${name}`,
    ...(Object.keys(properties).length > 0 && { configSchema: { properties } }),
  };
  return rule.asksForProduct
    ? { ...common, validateStack: stackValidation(name, rule, chosen) }
    : { ...common, validateResource: resourceValidation(name, rule, chosen) };
}

function resourceValidation(name: RuleName, rule: Rule, { settings }: Chosen) {
  const validate: ResourceValidationPolicy["validateResource"] = (args, report) => {
    if (kindOfType(args.type) !== rule.kind)
      args.notApplicable(`It is about each ${lifecycles[rule.kind]?.displayName ?? rule.kind}.`);
    const { values, unknowns } = seenValues(args.props);
    const subject = { values, isProtected: args.opts.protect };
    const { violations, isUndecided } = rule.judge(
      subject,
      settledSettings(name, settings, args.getConfig()),
    );
    for (const violation of violations) report(violation);
    if (isUndecided) reportUndecided(rule, unknowns, report);
  };
  return validate;
}

function stackValidation(name: RuleName, rule: Rule, { settings }: Chosen) {
  const validate: StackValidationPolicy["validateStack"] = (args, report) => {
    const settled = settledSettings(name, settings, args.getConfig());
    const unknown: UnknownValue[] = [];
    let isAnyUndecided = false;
    for (const resource of args.resources.filter(({ type }) => kindOfType(type) === rule.kind)) {
      const own = seenValues(resource.props);
      const product = productOf(resource);
      const products = product && seenValues(product.props);
      const subject = {
        values: own.values,
        isProtected: resource.opts.protect,
        product: products?.values,
      };
      const { violations, isUndecided } = rule.judge(subject, settled);
      for (const violation of violations) report(violation, resource.urn);
      if (!isUndecided) continue;
      isAnyUndecided = true;
      unknown.push(...own.unknowns, ...(products?.unknowns ?? []));
    }
    if (isAnyUndecided) reportUndecided(rule, unknown, report);
  };
  return validate;
}

/** By the ids that a program hands on: that of a product, or of what belongs to one. */
function productOf({ propertyDependencies }: PolicyResource): PolicyResource | undefined {
  for (const dependency of propertyDependencies.productId ?? []) {
    const kind = kindOfType(dependency.type);
    if (kind === "Product") return dependency;
    const found = kind === undefined ? undefined : productOf(dependency);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Pulumi itself reports what cannot be run in a preview yet, as advice, whatever the level; `up` decides. */
function reportUndecided(rule: Rule, unknowns: readonly UnknownValue[], report: ReportViolation): void {
  const first = unknowns.find(({ property }) => rule.properties.includes(property)) ?? unknowns[0];
  if (first !== undefined) throw first.error;
  report("It takes a value that is known only in up.");
}
