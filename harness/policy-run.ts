import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Values } from "../provider/lifecycles/core/lifecycle";

/** One resource, as the engine shows it to policies. */
export interface Shown {
  readonly kind: string;
  readonly inputs: Values;
  readonly protect?: boolean;
  /** Default: of a dynamic resource. */
  readonly type?: string;
  /** By property, the resources whose ids stand in it. */
  readonly dependencies?: Readonly<Record<string, readonly Shown[]>>;
}

/** What came of it, each as "policy: message"; `untold` are the policies that cannot tell yet. */
export interface Judged {
  readonly advisory: readonly string[];
  readonly mandatory: readonly string[];
  readonly untold: readonly string[];
}

type Unary = (
  call: { request: unknown },
  callback: (error: Error | null | undefined, response?: AnalyzeResponse) => void,
) => void;

interface PolicyServer {
  readonly makeAnalyzeRpcFun: (name: string, version: string, level: string, policies: Policies) => Unary;
  readonly makeAnalyzeStackRpcFun: PolicyServer["makeAnalyzeRpcFun"];
}

// The SDK's own answers to the engine: what a policy that throws at an unknown value comes to is decided there.
const load = createRequire(__filename);
const server = load("@pulumi/policy/server") as PolicyServer;
const { Struct } = load("google-protobuf/google/protobuf/struct_pb") as {
  readonly Struct: { fromJavaScript(value: unknown): Parameters<AnalyzeRequest["setProperties"]>[0] };
};

export function typeOf({ kind, type = `pulumi-nodejs:dynamic/devcenter:${kind}` }: Shown): string {
  return type;
}

/** What these policies say of the resources of one stack, each by itself and all together. */
export async function judge(policies: Policies, stack: readonly Shown[]): Promise<Judged> {
  const urns = new Map(
    stack.map((shown, index) => [shown, `urn:pulumi:test::judged::${typeOf(shown)}::r${index}`]),
  );
  const args = ["test", "1.0.0", "advisory", policies] as const;
  const each = await Promise.all(
    stack.map((shown) => asked(server.makeAnalyzeRpcFun(...args), request(shown, urns))),
  );
  const whole = new AnalyzeStackRequest();
  whole.setResourcesList(stack.map((shown) => stackResource(shown, urns)));
  const diagnostics = [...each.flat(), ...(await asked(server.makeAnalyzeStackRpcFun(...args), whole))];
  const isUntold = (it: AnalyzeDiagnostic) => it.getMessage().startsWith("can't run policy");
  const told = (wanted: EnforcementLevel) =>
    diagnostics.filter((it) => !isUntold(it) && it.getEnforcementlevel() === wanted).map(line);
  return {
    advisory: told(EnforcementLevel.ADVISORY),
    mandatory: told(EnforcementLevel.MANDATORY),
    // Of these the level is always that of an advice.
    untold: diagnostics.filter((it) => isUntold(it) && it.getEnforcementlevel() === 0).map(line),
  };
}

function line(diagnostic: AnalyzeDiagnostic): string {
  return `${diagnostic.getPolicyname()}: ${diagnostic.getMessage().split("\n").at(-1)}`;
}

function asked(call: Unary, wanted: unknown): Promise<AnalyzeDiagnostic[]> {
  return new Promise((resolve, reject) =>
    call({ request: wanted }, (error, response) =>
      error ? reject(error) : resolve(response?.getDiagnosticsList() ?? []),
    ),
  );
}

type Urns = ReadonlyMap<Shown, string>;

function request(shown: Shown, urns: Urns): AnalyzeRequest {
  return filled(new AnalyzeRequest(), shown, urns);
}

function filled<T extends AnalyzeRequest | AnalyzerResource>(message: T, shown: Shown, urns: Urns): T {
  const urn = urns.get(shown) ?? "";
  message.setType(typeOf(shown));
  message.setUrn(urn);
  message.setName(urn.split("::").at(-1) ?? "");
  message.setProperties(Struct.fromJavaScript(shown.inputs));
  message.setOptions(new AnalyzerResourceOptions().setProtect(shown.protect === true));
  return message;
}

function stackResource(shown: Shown, urns: Urns): AnalyzerResource {
  const message = filled(new AnalyzerResource(), shown, urns);
  for (const [property, needed] of Object.entries(shown.dependencies ?? {})) {
    const list = new AnalyzerPropertyDependencies().setUrnsList(needed.map((it) => urns.get(it) ?? ""));
    message.getPropertydependenciesMap().set(property, list);
  }
  return message;
}
