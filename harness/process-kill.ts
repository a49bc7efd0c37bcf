import type { Fault } from "devcenter-emulator";
import type { LocalDevCenter } from "./local-dev-center";
import { allGone, killOutright, until, type Victim } from "./pulumi-processes";
import type { PulumiProject } from "./pulumi-project";
import type { Outcome } from "./pulumi-run";

/** Runs up until the fault has befallen a request, and kills the victim then. */
export async function dieAt(
  center: LocalDevCenter,
  project: PulumiProject,
  victim: Victim,
  fault: Fault,
): Promise<void> {
  const { emulator } = center;
  emulator.fail(fault);
  let early: Outcome | undefined;
  const ended = project.up().then((outcome) => {
    early = outcome;
  });
  await until("the request that is to be the last", () => {
    if (early !== undefined) throw new Error(`Pulumi ended before it:\n${early.output}`);
    return emulator.faults.length === 0;
  });
  if ("hang" in fault.action && fault.action.effect) {
    await until("the request to be carried out", () => isCarriedOut(center, fault));
  }
  killOutright(victim, project.folder);
  await ended;
  await allGone(project.folder);
  // A killed engine leaves its lock behind.
  if (victim === "engine") await project.cancel();
}

/** The emulator notes a status once it has carried a request out, sent or not. */
function isCarriedOut({ emulator }: LocalDevCenter, { match }: Fault): boolean {
  const pattern = new RegExp(match?.path ?? "");
  return [...emulator.requests, ...emulator.blobRequests].some(
    ({ method, path, status }) => method === match?.method && pattern.test(path) && status !== undefined,
  );
}
