import assert from "node:assert/strict";
import type { Fault } from "devcenter-emulator";
import { keptIds, LocalDevCenter, program } from "../../harness/local-dev-center";
import { dieAt } from "../../harness/process-kill";
import { canFindProcesses } from "../../harness/pulumi-processes";
import type { PulumiProject } from "../../harness/pulumi-project";

const atATime = 4;
const posts: Fault["match"] = { method: "POST", path: /\/reporttemplate$/ };

/** Equal templates, of which the last one named is in state before the others; it is long in coming. */
const source = (others: number) => `
  const template = (name) => new devcenter.ReportTemplate(name, {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
  });
  for (let index = 0; index < ${others}; index++) template("template-" + index);
  setTimeout(() => template("last"), ${others === 0 ? 0 : 5_000});
`;
const others = 3 * atATime;

// A program may take its time, and as many creations as the engine runs at a time keep it from naming the next resource.
describe("equal resources, of which the engine names last the one that it has", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;

  before(async () => {
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());
  beforeEach(async () => {
    center.emulator.reset();
    project = await center.program(source(0), { env: { PULUMI_PARALLEL: String(atATime) } });
    await center.run(() => project.up());
    project.write(program(source(others)));
  });

  async function assertEachHasItsOwn(): Promise<void> {
    const ids = Object.values(await keptIds(project));
    const there = center.emulator.state().entities.reportTemplate.map(({ id }) => id);
    assert.deepEqual(ids.sort(), there.sort());
    assert.equal(new Set(ids).size, others + 1);
  }

  it("stay apart when the service fails at creating the others", async () => {
    center.emulator.fail({ match: posts, times: 2 * atATime, action: { respond: { status: 502 } } });
    await center.run(() => project.up());
    await assertEachHasItsOwn();
  });

  for (const effect of [false, true]) {
    it(`stay apart after a kill ${effect ? "after" : "before"} the service made the first of the others`, async function () {
      if (!canFindProcesses) this.skip();
      // The last of those under way is the moment of death.
      center.emulator.fail({ match: posts, times: atATime - 1, action: { hang: "forever", effect } });
      const last: Fault = { match: posts, action: { hang: "forever", effect } };
      await dieAt(center, project, "engine", last);
      await center.run(() => project.up());
      await assertEachHasItsOwn();
    });
  }
});
