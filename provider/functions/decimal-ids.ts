import { refuse, shown } from "./argument-faults";
import { isMocked } from "./mocks";

/** Throws, in a form that Pulumi shows without a stack, when one of the ids cannot be one. Ids of mocks can be any. */
export function checkIds(asker: string, ids: Readonly<Record<string, unknown>>): void {
  if (isMocked()) return;
  const wrong = Object.entries(ids).filter(([, id]) => typeof id !== "string" || !/^[1-9]\d*$/.test(id));
  refuse(
    asker,
    wrong.map(
      ([name, id]) =>
        `${name}: expected an id in decimal digits, as a string; got ${typeof id === "number" ? `the number ${id}` : shown(id)}`,
    ),
  );
}
