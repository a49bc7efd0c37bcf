const { engines } = require("../package.json") as { engines: { node: string } };

// Imported first: the next modules may not load in an older Node.js.
const floor = engines.node.replace(/^\D+/, "");
const [major = 0, minor = 0] = floor.split(".").map(Number);
const [ownMajor = 0, ownMinor = 0] = process.versions.node.split(".").map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  console.error(
    `devcenter-emulator needs Node.js ${floor} or later, and this is Node.js ${process.versions.node}. Install Node.js 22 or 24, then run the command again.`,
  );
  process.exit(1);
}
