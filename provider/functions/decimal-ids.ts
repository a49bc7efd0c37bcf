import * as pulumi from "@pulumi/pulumi";

/** Throws, in a form that Pulumi shows without a stack, when one of the ids cannot be one. */
export function checkIds(asker: string, ids: Readonly<Record<string, unknown>>): void {
  const faults = Object.entries(ids)
    .filter(([, id]) => typeof id !== "string" || !/^[1-9]\d*$/.test(id))
    .map(([name, id]) => `${name}: expected an id in decimal digits, as a string; got ${shown(id)}`);
  if (faults.length > 0) throw new pulumi.RunError(`${asker}: ${faults.join("; ")}`);
}

function shown(id: unknown): string {
  return typeof id === "string" ? JSON.stringify(id) : typeof id;
}
