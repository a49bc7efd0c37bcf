import { createRequire } from "node:module";
import { join } from "node:path";
import { refuseResources } from "./dev-center-resource";

const name = "pulumi-devcenter";

/**
 * Why a program in this folder could declare no resource: Pulumi's provider process starts there, and loads this package
 * by its name. Undefined where it can.
 */
export function missingFrom(folder: string): string | undefined {
  try {
    createRequire(join(folder, "program.js")).resolve(`${name}/runtime`);
    return undefined;
  } catch {
    return `${name} is not installed where Pulumi's provider process looks for it: in ${folder}, the folder of the program, and above. Run npm install ${name} beside Pulumi.yaml, also where another package of yours brings it (pnpm, Plug'n'Play); keep it external in a bundle and ship it in node_modules.`;
  }
}

// Only where Pulumi itself runs a program: neither in unit tests with mocks nor in an inline program, which has no folder.
const main = require.main?.filename ?? "";
const isProgram = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run[\\/]/.test(main);

refuseResources(isProgram ? missingFrom(process.cwd()) : undefined);
