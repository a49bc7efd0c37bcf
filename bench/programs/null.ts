import * as pulumi from "@pulumi/pulumi";

/** Does nothing, and takes as long for it as the service takes to answer: what Pulumi itself costs. */
const provider: pulumi.dynamic.ResourceProvider = {
  async create(inputs) {
    await new Promise((done) => setTimeout(done, Number(process.env.BENCH_LATENCY_MS)));
    return { id: String(Math.ceil(Math.random() * 1e9)), outs: inputs };
  },
};

/** Has the slots of the outputs that ours have: Pulumi's SDK takes its time for each property of each resource. */
function nothingWith(...outputs: readonly string[]) {
  const slots = Object.fromEntries(outputs.map((property) => [property, undefined]));
  return class extends pulumi.dynamic.Resource {
    constructor(name: string, args: Record<string, unknown>) {
      super(provider, name, { ...slots, ...args });
    }
  };
}

export const ReportTemplate = nothingWith("condition", "aggregation", "orderby");
export const ReportSchedule = nothingWith("callbackUrl", "paused", "isActive");
