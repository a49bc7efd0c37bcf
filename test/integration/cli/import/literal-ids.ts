import assert from "node:assert/strict";
import type { State } from "devcenter-emulator";

const option = /\{ import: "([\d/]+)" \}/g;
const reading = /devcenter\.\w+\.get\(\s*"(?:[^"\\]|\\.)*",\s*"([\d/]+)"\s*,?\s*\)/g;

/** Wherever an object refers to another of the same program, it does so by its variable. */
export function assertNoLiteralIds({ entities }: State, text: string): void {
  const named = [...text.matchAll(option), ...text.matchAll(reading)].map(([, id = ""]) => id);
  const rest = text
    .replaceAll(option, "")
    .replaceAll(reading, "")
    .replaceAll(/^\s*\/\/.*$/gm, "");
  const last = (id: string) => id.slice(id.lastIndexOf("/") + 1);
  const hardware = [...entities.product, ...entities.submission, ...entities.shippingLabel].map(
    ({ id }) => id,
  );
  const declared = new Set(named.map(last));
  for (const id of hardware.filter((one) => declared.has(one))) {
    // A name may end with it.
    assert.ok(!new RegExp(`(?<!\\w)${id}(?!\\w)`).test(rest), `the program says ${id}:\n${text}`);
  }
  // Small ids look like any other number.
  const templates = new Set(named.filter((id) => entities.reportTemplate.some((one) => one.id === id)));
  for (const [, id = ""] of rest.matchAll(/templateId: (\d+)/g)) {
    assert.ok(!templates.has(id), `the program says template ${id}:\n${text}`);
  }
}
