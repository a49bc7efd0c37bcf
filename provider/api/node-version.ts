/** The Node.js versions that package.json names, such as `>=20.19`. */
const { engines } = require("../../package.json") as { engines: { node: string } };

/** What is wrong with this version of Node.js, and what to do; undefined when nothing is. */
export function nodeFault(program: string, version: string = process.versions.node): string | undefined {
  const floor = engines.node.replace(/^\D+/, "");
  if (!isOlder(version, floor)) return undefined;
  return `${program} needs Node.js ${floor} or later, and this is Node.js ${version}. Install Node.js 22 or 24, then run the command again.`;
}

/** Compares versions such as `20.19` and `20.18.1`, number by number. */
export function isOlder(version: string, floor: string): boolean {
  const [ours, theirs] = [version, floor].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (ours?.[place] ?? 0) - (theirs?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
