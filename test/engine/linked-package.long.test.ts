import assert from "node:assert/strict";
import { did, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CHECKOUT, devDependencies, npm, PROGRAMS, RUNTIME, TYPESCRIPT, write } from "./package-programs";

describe("the package, linked into a project (file:)", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.project({
      ownModules: true,
      files: {
        "package.json": JSON.stringify({
          devDependencies: Object.fromEntries(TYPESCRIPT.map((name) => [name, devDependencies[name]])),
          dependencies: {
            "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
            "pulumi-devcenter": `file:${CHECKOUT}`,
          },
        }),
        ...RUNTIME("nodejs"),
      },
    });
    await npm(project.folder, "install", "--ignore-scripts");
  });

  for (const title of Object.keys(PROGRAMS)) {
    it(`runs ${title}`, async () => {
      write(project, title);
      const { outcome } = await devCenter.run(() => project.up());
      assert.equal(did(outcome).length, 4);
      await devCenter.run(() => project.destroy());
    });
  }
});
