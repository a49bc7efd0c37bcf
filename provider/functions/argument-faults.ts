import * as pulumi from "@pulumi/pulumi";

/** Throws all faults of a call at once, in a form that Pulumi shows without a stack; nothing when there are none. */
export function refuse(asker: string, faults: readonly (string | undefined)[]): void {
  const told = faults.filter((fault) => fault !== undefined);
  if (told.length > 0) throw new pulumi.RunError(`${asker}: ${told.join("; ")}`);
}

/** A value as a fault tells it. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : typeof value;
}

/** What is wrong with an id of the reporting API, which is a small number. */
export function smallIdFault(name: string, id: unknown): string | undefined {
  if (typeof id === "number" && Number.isSafeInteger(id) && id > 0) return undefined;
  return `${name}: expected an id such as 15, as a number; got ${typeof id === "number" ? id : shown(id)}`;
}

/** What is wrong with a day; none is a day, too. */
export function dayFault(name: string, day: unknown): string | undefined {
  if (day === undefined || (typeof day === "string" && isDay(day))) return undefined;
  return `${name}: expected a day of the calendar as yyyy-mm-dd; got ${shown(day)}`;
}

function isDay(text: string): boolean {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // The 30th of February becomes a day in March.
  return moment !== undefined && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** The faults of a filter, of which every part may be left out. */
export function faultUnlessLeftOut(value: unknown, fault: string | undefined): string | undefined {
  return value === undefined ? undefined : fault;
}
