import * as pulumi from "@pulumi/pulumi";
import { type DeclarableNames, type Kind, namesWith, type OutputNames, outputNamesOf } from "../kinds/kind";
import {
  importIdProperty,
  lookProperty,
  providerProperty,
  resourceProperty,
  secretsProperty,
} from "../model/reserved";

/**
 * The text that Pulumi keeps in the state of every resource and runs in its provider process. It leads to the
 * installed version of this package by name, and holds nothing of it.
 */
export function providerText(kind: string): string {
  return `exports.handler = () => require("pulumi-devcenter/runtime")("${kind}");`;
}

/** The type of a kind of resource, as it stands in URNs and state. */
export function typeOf(kind: string): string {
  return `pulumi-nodejs:dynamic/devcenter:${kind}`;
}

/** What stays as it is on Dev Center where a delete is skipped, since the delete of nothing else takes it along. */
const goesOn: Readonly<Record<string, string>> = {
  ReportSchedule: "the schedule goes on running after pulumi destroy.",
  ShippingLabel: "the label is neither cancelled nor expired by pulumi destroy.",
};

let whyNone: string | undefined;

/** From now on no resource can be declared, and this sentence is why; undefined: they can. */
export function refuseResources(why: string | undefined): void {
  whyNone = why;
}

/** What a class of this kind has to have: an output for each name. */
export type OutputsOf<K extends Kind> = { readonly [N in OutputNames<K>]: pulumi.Output<unknown> };

/** Arguments that declare each property of a kind, and no other: the compiler names the one that does not fit. */
type ArgsOf<K extends Kind, A> = A & { readonly [N in Exclude<DeclarableNames<K>, keyof A>]: unknown } & {
  readonly [N in Exclude<keyof A, DeclarableNames<K>>]: never;
};

/** What a class hands to its base class, `pulumi.CustomResource`. */
export type Registration = [
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  options: pulumi.CustomResourceOptions,
];

/**
 * A Pulumi dynamic resource whose provider is found by name. A function instead of a base class: Pulumi's SDK finds the
 * user's line by skipping exactly one class above its own.
 *
 * @param args undefined in `get`, where the id among the options says what to read
 */
export function registration<const K extends Kind, A extends object>(
  kind: K,
  name: string,
  args: ArgsOf<K, A> | undefined,
  options: pulumi.CustomResourceOptions | undefined,
): Registration {
  const type = typeOf(kind.name);
  if (whyNone !== undefined) throw new pulumi.RunError(whyNone);
  if (options?.deletedWith !== undefined) warnOfDeletedWith(kind.name, name);
  const { import: adoptId, ...rest } = options ?? {};
  const slots = Object.fromEntries(outputNamesOf(kind).map((property) => [property, undefined]));
  const inputs: Record<string, unknown> = { ...slots, ...args, [providerProperty]: providerText(kind.name) };
  inputs[secretsProperty] = namesOfSecrets(args ?? {});
  if (args !== undefined) inputs[resourceProperty] = urnOf(type, name, options?.parent);
  // The SDK's own import asks the engine for what a dynamic provider cannot do; ours goes by an input.
  if (adoptId !== undefined) inputs[importIdProperty] = adoptId;
  if (adoptId !== undefined && pulumi.runtime.isDryRun()) inputs[lookProperty] = true;
  const secrets = namesWith(kind, "secret");
  for (const property of secrets) {
    if (inputs[property] !== undefined) inputs[property] = pulumi.secret(inputs[property]);
  }
  const additionalSecretOutputs = [...(rest.additionalSecretOutputs ?? []), ...secrets];
  return [type, name, inputs, { ...rest, additionalSecretOutputs }];
}

/**
 * A small id as the number it is. The mocks of a unit test give any text, such as `weekly-id`: then a number that is the
 * same whenever the text is.
 */
export function numberOf(id: string): number {
  if (/^\d+$/.test(id)) return Number(id);
  return (
    1 + ([...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 999_983, 0) % 999_983)
  );
}

function warnOfDeletedWith(kind: string, name: string): void {
  const what = goesOn[kind];
  if (what === undefined) return;
  const message = `${name}: deletedWith makes Pulumi skip the delete, and ${what} Leave the option out.`;
  void pulumi.log.warn(message);
}

/** Whether this is a resource of the type, from whichever copy of this package its class is. */
export function isOfType(resource: unknown, type: string): boolean {
  return (resource as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === type;
}

/**
 * Below a parent as a promise instead of an output: an output would make the resource depend on its parent, and through a
 * component on the component's children, of which it is one. Without one the text is put together here, since the
 * SDK's outputs cost hundreds of resources a noticeable part of a second.
 */
function urnOf(type: string, name: string, parent: pulumi.Resource | undefined): string | Promise<string> {
  if (parent === undefined)
    return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
  return new Promise((resolve) => pulumi.createUrn(name, type, parent).apply(resolve));
}

/**
 * The names of the arguments in which the program has put a secret, so that no message shows them. A promise and not an
 * output, as of the URN: an output would be a secret itself.
 */
function namesOfSecrets(args: Readonly<Record<string, unknown>>): Promise<string[] | undefined> | undefined {
  const names = Object.keys(args).filter((name) => holdsOutput(args[name]));
  if (names.length === 0) return undefined;
  const areSecret = names.map((name) => pulumi.isSecret(pulumi.output(args[name])).catch(() => false));
  return Promise.all(areSecret).then((secret) => {
    const found = names.filter((_, index) => secret[index]);
    return found.length === 0 ? undefined : found;
  });
}

function holdsOutput(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (pulumi.Output.isInstance(value) || value instanceof Promise || pulumi.Resource.isInstance(value)) {
    return true;
  }
  return Object.values(value).some(holdsOutput);
}

/** A moment in a program: an ISO 8601 text, or a Date, which Pulumi's wire would turn into nothing. */
export function momentInput(
  moment: pulumi.Input<string | Date> | undefined,
): pulumi.Input<string> | undefined {
  if (pulumi.Output.isInstance(moment)) return moment.apply(isoText);
  if (moment instanceof Promise) return moment.then(isoText);
  return moment === undefined ? undefined : isoText(moment);
}

function isoText(moment: string | Date): string {
  if (!(moment instanceof Date)) return moment;
  // The check says what is wrong with an invalid one; toISOString would throw in the middle of the program.
  return Number.isNaN(moment.getTime()) ? String(moment) : moment.toISOString();
}
