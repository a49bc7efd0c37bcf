import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Fault, RecordedRequest } from "devcenter-emulator";
import { openManifest } from "../../cli/src/retention/manifest-folder";
import { cabNamed, keep, movedClock } from "../../harness/kept-folder";
import { PipelineMachine } from "../../harness/pipelines/machine";
import type { Forge } from "../../harness/pipelines/pipeline";
import { canFindProcesses } from "../../harness/pulumi-processes";

const marker = "<!-- devcenter-review:production -->";
const counts = { reportTemplate: 1, reportSchedule: 1, product: 1, submission: 1 } as const;

function writes(requests: readonly RecordedRequest[]): string[] {
  return requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
}

/** Each step of the story goes on from the one before. */
export function describePipeline(forge: Forge): void {
  describe(`the pipeline of ${forge}`, () => {
    let machine: PipelineMachine;
    let first: string;
    let edited: string;

    before(async function () {
      if (!canFindProcesses) this.skip();
      machine = await PipelineMachine.open(forge);
      first = machine.commit("first");
      edited = machine.commit("edited", (program) => program.replace("limit: 10,", "limit: 25,"));
    });
    after(() => machine?.close());

    /** Runs a job that has to end well. */
    async function run(name: string, sha: string): Promise<readonly RecordedRequest[]> {
      const { outcome, requests } = await machine.run(name, sha);
      assert.ok(outcome.ok, outcome.output);
      return requests;
    }

    function objects() {
      const { entities } = machine.center.emulator.state();
      const names = Object.keys(counts) as (keyof typeof counts)[];
      return Object.fromEntries(names.map((name) => [name, entities[name].length]));
    }

    const alerts = () => machine.server.issues.filter(({ isOpen }) => isOpen);

    it("reviews a pull request in a comment, and writes nothing on Dev Center", async () => {
      const { comments } = machine.server;
      const strangers = {
        id: 1,
        author: "7",
        title: "",
        body: `${marker}\nAll is well.`,
        labels: "",
        isOpen: true,
      };
      comments.push({ ...strangers });

      assert.deepEqual(writes(await run("preview", first)), []);

      assert.deepEqual(comments[0], strangers);
      assert.ok(comments[1]?.body.startsWith(`${marker}\n`));
      assert.match(comments[1]?.body ?? "", /`nic`/);
    });

    it("edits that comment at the next push", async () => {
      await run("preview", edited);
      assert.equal(machine.server.comments.length, 2);
      assert.match(machine.server.comments[1]?.body ?? "", /25/);
    });

    it("fails where the program has a mistake, which the comment names", async () => {
      const mistaken = machine.commit("mistaken", (program) => program.replace("IHVDriver", "IHVDrivers"));
      const { outcome } = await machine.run("preview", mistaken);
      assert.equal(outcome.ok, false);
      assert.match(machine.server.comments[1]?.body ?? "", /view/);
    });

    it("previews a fork without a request of the service, and posts nothing", async () => {
      const before = machine.server.writes.length;
      assert.deepEqual(await run("fork", first), []);
      assert.equal(machine.server.writes.length, before);
    });

    it("makes nothing twice when a merge job is killed and started again", async () => {
      assert.deepEqual(writes(await run("plan", first)), []);
      const submission: Fault = {
        match: { method: "POST", path: /\/submissions$/ },
        action: { hang: "forever", effect: true },
      };
      await machine.runAndKill("up", first, submission, 3);
      assert.equal(objects().submission, 1);

      await run("up", first);

      assert.deepEqual(objects(), counts);
    });

    it("refuses the plan of another commit, also under the name of this one", async () => {
      const { outcome, requests } = await machine.run("up", edited, first);
      assert.equal(outcome.ok, false);
      assert.deepEqual(writes(requests), []);

      machine.passOff(first, edited);
      const forged = await machine.run("up", edited);
      assert.equal(forged.outcome.ok, false);
      assert.match(forged.outcome.output, /violates plan/);
      assert.deepEqual(writes(forged.requests), []);
    });

    it("makes what was merged, by its own plan", async () => {
      await run("plan", edited);
      const [only, ...others] = writes(await run("up", edited));
      assert.match(only ?? "", /^(PUT|PATCH|POST) .*\/reporttemplate/);
      assert.deepEqual(others, []);
    });

    it("says nothing in a night without drift", async () => {
      assert.deepEqual(writes(await run("drift", edited)), []);
      assert.deepEqual(machine.server.issues, []);
    });

    it("reports drift once, and closes the alert when it is over", async () => {
      const { emulator } = machine.center;
      const [template] = structuredClone(emulator.state().entities.reportTemplate);
      assert.ok(template);
      emulator.edit("reportTemplate", template.id, { template: { ...template.template, limit: 99 } });

      assert.deepEqual(writes(await run("drift", edited)), []);
      await run("drift", edited);

      assert.equal(machine.server.issues.length, 1);
      assert.match(alerts()[0]?.body ?? "", /99/);
      emulator.edit("reportTemplate", template.id, template);
      await run("drift", edited);
      assert.deepEqual(alerts(), []);
      assert.equal(machine.server.issues.length, 1);
    });

    it("destroys what is due on the machine that keeps it", async () => {
      const folder = join(machine.home, "kept", "reports");
      const manifest = await openManifest(folder, movedClock("2026-01-01T00:00:00.000Z"));
      await keep(manifest, cabNamed("old"));
      await manifest.close();

      assert.deepEqual(await run("purge", edited), []);

      assert.equal(existsSync(join(folder, "cabs", "old.cab")), false);
    });
  });
}
