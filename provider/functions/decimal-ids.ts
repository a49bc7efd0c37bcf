import { refuse, shown } from "./argument-faults";

/** Throws, in a form that Pulumi shows without a stack, when one of the ids cannot be one. */
export function checkIds(asker: string, ids: Readonly<Record<string, unknown>>): void {
  const wrong = Object.entries(ids).filter(([, id]) => typeof id !== "string" || !/^[1-9]\d*$/.test(id));
  refuse(
    asker,
    wrong.map(([name, id]) => `${name}: expected an id in decimal digits, as a string; got ${shown(id)}`),
  );
}
