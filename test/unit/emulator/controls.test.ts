import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { controls } from "../../../emulator/src/control/controls";

const readme = readFileSync(join("emulator", "README.md"), "utf8");
const all = Object.entries(controls);

/** README's rows that name a control, such as `` `edit(kind, id, {…})` ``: what they say of it over HTTP. */
function overHttp(name: string): string {
  const named = new RegExp(`\`${name}[\`(.]`);
  const rows = readme.split("\n").filter((line) => named.test(line.split("|")[1] ?? ""));
  return rows.map((row) => row.split("|")[2]?.trim()).join(" ");
}

describe("the controls of the emulator", () => {
  for (const [name, { routes }] of all) {
    it(`${name} has a route, and README names both in one row`, () => {
      assert.notEqual(routes.length, 0);
      const shown = overHttp(name);
      for (const { method, path } of routes) {
        const route = `${method} ${path.replace(/:(\w+)/g, "{$1}")}`;
        assert.ok(shown.includes(`\`${route}`), `${route} is not in "${shown}"`);
      }
    });
  }

  it("README names no other route", () => {
    const known = all.flatMap(([, { routes }]) => routes.map(({ method, path }) => `${method} ${path}`));
    const named = [...readme.matchAll(/^\|.*$/gm)].flatMap(([line]) => [
      ...line.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`?\s]*)/g),
    ]);
    assert.deepEqual(
      named
        .map(([, route = ""]) => route.replace(/\{(\w+)\}/g, ":$1"))
        .filter((route) => !known.includes(route)),
      [],
    );
  });
});
