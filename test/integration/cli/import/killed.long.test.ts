import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter, startDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { type MadeAccount, makeAccount } from "../../../../harness/made-accounts";
import { combinationsOf, type MadeLabel, metadataOver } from "../../../../harness/made-labels";
import type { MadeSubmission } from "../../../../harness/made-products";
import { filesIn } from "../../../../harness/project-folder";
import { accessToken, product, startAtNoon, template } from "../../emulator/dev-center-client";
import { requestsOfImport } from "./expected-requests";

const codes = ["RS3", "RS4", "RS5", "VB"].map((release) => `WINDOWS_v100_X64_${release}_FULL`);

function submission(name: string, seed: number): MadeSubmission {
  const metadata = metadataOver(codes, seed);
  const hardwareIds = combinationsOf(metadata);
  assert.ok(hardwareIds.length > 12);
  const label: MadeLabel = {
    body: {
      name: "Retail",
      destination: "windowsUpdate",
      publishingSpecifications: { manualAcquisition: true },
      targeting: { hardwareIds },
    },
    stage: "published",
    isReceived: false,
  };
  return { name, stage: "signed", metadata, lacksMetadata: false, labels: [label] };
}

const account: MadeAccount = {
  templates: [template],
  schedules: [
    {
      template: 0,
      startsInHours: 24,
      recurrenceInterval: 24,
      recurrence: 4,
      callback: "https://hooks.contoso.com/in/%s",
      isPaused: false,
    },
  ],
  products: [
    {
      body: { ...product, testHarness: "HLK", requestedSignatures: codes },
      isExtensionInf: false,
      isInbox: false,
      submissions: [submission("1.0", 1), submission("1.1", 3)],
    },
  ],
};

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Templates, schedules, products, submissions; of two submissions the labels, a label each, and the link to its metadata. */
const requests = 4 + 2 + 2 + 2;

describe("devcenter import of long labels, killed at every request", () => {
  let emulator: Emulator;
  let folder: string;
  let whole: Map<string, string>;

  const run = () => runDevcenter(["import", "--out", folder], emulatorSettings(emulator), { cwd: folder });
  const door = { service: () => emulator.requests, blobs: () => emulator.blobRequests };

  before(async () => {
    emulator = await startAtNoon();
    await makeAccount(emulator, accessToken, account);
    assert.equal(requestsOfImport(emulator.state(), false), requests);
  });
  after(() => emulator?.close());
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "devcenter-import-")), "program");
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  it("asks for the metadata once for each submission", async () => {
    const before = emulator.requests.length;
    const { exitCode, err } = await startDevcenter(["import", "--out", folder], emulatorSettings(emulator))
      .outcome;
    assert.equal(exitCode, 0, err);
    assert.equal(emulator.requests.length - before, requests);
    whole = filesIn(folder);
    assert.match([...whole.values()].join("\n"), /hardwareIdsFrom: \{ metadata: "submission" \}/);
  });

  const places = [
    ...Array.from({ length: requests }, (_, at) => ["service", at] as const),
    ...[0, 1].map((at) => ["blobs", at] as const),
  ];
  for (const [which, at] of places) {
    it(`goes on with at most one request more (${which}, ${at})`, async () => {
      const [before, through] = [emulator.requests.length, door[which]().length];
      emulator.fail({
        match: { method: "GET", path: "/", door: which },
        after: at,
        action: { hang: "forever" },
      });
      const { child, outcome } = startDevcenter(["import", "--out", folder], emulatorSettings(emulator));
      let isOver = false;
      void outcome.then(() => {
        isOver = true;
      });
      await until(() => isOver || door[which]().length - through > at);
      assert.equal(isOver, false);
      child.kill("SIGKILL");
      await outcome;
      emulator.forgetFaults();
      const second = await run();
      assert.equal(second.exitCode, 0, second.err);
      assert.ok(emulator.requests.length - before <= requests + 1);
      assert.deepEqual(filesIn(folder), whole);
    });
  }
});
