import { isDeepStrictEqual } from "node:util";
import { providerText } from "../provider/dynamic/dev-center-resource";
import type { Values } from "../provider/lifecycles/core/lifecycle";
import type { ProviderProcess } from "./emulated-handlers";
import type { Declaration, Kept, Program, SmallEngine } from "./engine-simulator";
import { type Kind, UNKNOWN } from "./sample-inputs";

/** One step of what `pulumi preview --json` prints, as far as a review reads it. */
export interface PreviewStep {
  readonly op: "create" | "update" | "replace" | "same" | "delete";
  readonly urn: string;
  readonly oldState?: PreviewState;
  readonly newState?: PreviewState;
  readonly diffReasons?: readonly string[];
}

interface PreviewState {
  readonly type: string;
  readonly id?: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What the engine would print of an `up` of this program by the small engine. Asks no service. */
export async function smallPreview(
  engine: SmallEngine,
  program: Program,
  open: () => ProviderProcess,
): Promise<{ steps: readonly PreviewStep[] }> {
  const provider = open();
  try {
    const ids = new Map<string, string>();
    const steps: PreviewStep[] = [];
    for (const declaration of program) {
      const step = await previewed(declaration, engine, ids, provider);
      const propertyDependencies = dependenciesOf(declaration.inputs, program);
      steps.push({ ...step, ...(step.newState && { newState: { ...step.newState, propertyDependencies } }) });
    }
    const isDeclared = ({ name, kind }: Kept) => program.some((it) => it.name === name && it.kind === kind);
    const rest = engine.state.filter((kept) => !isDeclared(kept)).reverse();
    return {
      steps: [
        ...steps,
        ...rest.map((kept) => ({ op: "delete" as const, urn: urnOf(kept), oldState: stateOf(kept) })),
      ],
    };
  } finally {
    await provider.close();
  }
}

async function previewed(
  declaration: Declaration,
  engine: SmallEngine,
  ids: Map<string, string>,
  provider: ProviderProcess,
): Promise<PreviewStep> {
  const { name, kind } = declaration;
  const old = engine.state.find((kept) => kept.name === name && kept.kind === kind);
  const raw = onWire({ ...(withIds(declaration.inputs, ids) as Values), __provider: providerText(kind) });
  const handlers = provider.handlers(kind);
  const { inputs, failures } = await handlers.check(onWire(old?.inputs ?? {}), raw);
  if (failures?.length) throw new Error(JSON.stringify(failures));
  const urn = urnOf(declaration);
  const newState = { type: typeOf(kind), inputs: onWire(inputs as Values), outputs: {} };
  if (old === undefined) return { op: "create", urn, newState };
  const { changes, replaces = [] } = await handlers.diff(old.id, onWire(old.outputs), newState.inputs);
  const step = { urn, oldState: stateOf(old), newState };
  const diffReasons = Object.keys({ ...old.inputs, ...newState.inputs }).filter(
    (key) => !isDeepStrictEqual(old.inputs[key], newState.inputs[key]),
  );
  if (replaces.length > 0) return { ...step, op: "replace", diffReasons };
  // In the preview of an update the id stays known.
  ids.set(name, old.id);
  const isChanged = changes ?? !isDeepStrictEqual(old.inputs, newState.inputs);
  return isChanged ? { ...step, op: "update", diffReasons } : { ...step, op: "same" };
}

function urnOf({ kind, name }: { readonly kind: Kind; readonly name: string }): string {
  return `urn:pulumi:test::small::${typeOf(kind)}::${name}`;
}

function typeOf(kind: Kind): string {
  return `pulumi-nodejs:dynamic/devcenter:${kind}`;
}

function stateOf({ kind, id, inputs, outputs }: Kept): PreviewState {
  return { type: typeOf(kind), id, inputs: onWire(inputs), outputs: onWire(outputs) };
}

/** What nobody has made yet has no id. */
function withIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withIds(item, ids));
  if (value === null || typeof value !== "object") return value;
  if ("$idOf" in value) {
    const { $idOf: name, part } = value as { $idOf: string; part: number };
    return ids.get(name)?.split("/")[part] ?? UNKNOWN;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, ids)]));
}

/** The URNs of the resources whose ids stand in each input. */
function dependenciesOf(inputs: Values, program: Program): Record<string, string[]> {
  const entries = Object.entries(inputs).map(([name, value]) => {
    const names = [...JSON.stringify(value ?? null).matchAll(/"\$idOf":"([^"]*)"/g)].map(
      ([, found]) => found,
    );
    const urns = program.filter((declaration) => names.includes(declaration.name)).map(urnOf);
    return [name, urns] as const;
  });
  return Object.fromEntries(entries.filter(([, urns]) => urns.length > 0));
}

function onWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
