import assert from "node:assert/strict";
import { BlockBlobClient, RestError } from "@azure/storage-blob";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, startAtNoon } from "./dev-center-client";
import { zipOf } from "./sample-packages";

const minuteMs = 60_000;
const first = "1152921504621465124";

interface Download {
  type: string;
  url: string;
}

describe("submissions of the emulator", () => {
  let emulator: Emulator;
  let path: string;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
    path = await createProduct(emulator, { testHarness: "hlk" });
  });
  after(() => emulator.close());

  async function create(type = "initial") {
    return call(emulator, "POST", path, { body: { name: "first", type } });
  }

  async function get(id = first): Promise<unknown> {
    return (await call(emulator, "GET", `${path}/${id}`)).body;
  }

  function downloads(body: unknown): Download[] {
    return at(body, "downloads.items") as Download[];
  }

  async function upload(content = zipOf("a package")): Promise<void> {
    const { body } = await create();
    await new BlockBlobClient(String(downloads(body)[0]?.url)).upload(content, content.length);
  }

  async function commit() {
    return call(emulator, "POST", `${path}/${first}/commit`, {
      headers: { "content-type": "application/json" },
    });
  }

  it("starts pending, with a link for the package and no workflow", async () => {
    const { status, body } = await create();
    assert.deepEqual(
      [
        status,
        at(body, "id"),
        at(body, "commitStatus"),
        at(body, "workflowStatus"),
        downloads(body)[0]?.type,
      ],
      [201, first, "commitPending", null, "initialPackage"],
    );
  });

  it("refuses a second initial submission", async () => {
    await create();
    const { status, body } = await create();
    assert.deepEqual(
      [status, at(body, "error")],
      [400, { code: "requestInvalidForCurrentState", message: "Initial submission already exists" }],
    );
  });

  it("refuses a derived submission without an initial one", async () => {
    const { body } = await create("derived");
    assert.equal(
      at(body, "error.message"),
      "Can't create derived submission since no initial submission created",
    );
  });

  it("lists submissions without downloads and workflow", async () => {
    await create();
    const { body } = await call(emulator, "GET", path);
    const row = at(body, "value.0");
    assert.deepEqual(
      [at(row, "id"), at(row, "downloads"), at(row, "workflowStatus")],
      [first, undefined, undefined],
    );
  });

  it("gives another link at each later look", async () => {
    await create();
    const before = downloads(await get())[0]?.url;
    emulator.clock.advance(1000);
    assert.notEqual(downloads(await get())[0]?.url, before);
  });

  it("renames", async () => {
    await create();
    const { status } = await call(emulator, "PATCH", `${path}/${first}`, { body: { name: "second" } });
    assert.deepEqual([status, at(await get(), "name")], [204, "second"]);
  });

  it("takes a package from the storage client and gives it back signed", async () => {
    await upload(zipOf("the very bytes"));
    await commit();
    emulator.clock.advance(40 * minuteMs);
    const signed = downloads(await get()).find(({ type }) => type === "signedPackage");
    const bytes = await new BlockBlobClient(String(signed?.url)).downloadToBuffer();
    assert.deepEqual(bytes, zipOf("the very bytes"));
  });

  it("refuses an upload once the link has expired", async () => {
    const { body } = await create();
    const client = new BlockBlobClient(String(downloads(body)[0]?.url));
    emulator.clock.advance(25 * 60 * minuteMs);
    await assert.rejects(
      client.upload("late", 4),
      (error: unknown) => error instanceof RestError && error.code === "AuthenticationFailed",
    );
  });

  it("refuses an upload by a link that only reads", async () => {
    await upload();
    await commit();
    const client = new BlockBlobClient(String(downloads(await get())[0]?.url));
    await assert.rejects(
      client.upload("again", 5),
      (error: unknown) => error instanceof RestError && error.code === "AuthorizationPermissionMismatch",
    );
  });

  it("refuses a link whose signature was changed", async () => {
    const { body } = await create();
    const url = String(downloads(body)[0]?.url).replace(/([?&]se=)2026/, "$12027");
    assert.equal((await fetch(url)).status, 403);
  });

  it("accepts a commit without a body and shows no workflow yet", async () => {
    await upload();
    const { status, text } = await commit();
    const body = await get();
    assert.deepEqual(
      [status, text, at(body, "commitStatus"), at(body, "workflowStatus")],
      [202, "", "CommitReceived", null],
    );
  });

  it("refuses a second commit", async () => {
    await upload();
    await commit();
    const { body } = await commit();
    assert.equal(at(body, "error.message"), "Only pending submissions can be committed");
  });

  it("goes through the workflow by the clock", async () => {
    await upload();
    await commit();
    const seen = new Set<string>();
    for (let minute = 0; minute < 30; minute += 1) {
      emulator.clock.advance(minuteMs);
      const status = at(await get(), "workflowStatus");
      if (status) {
        seen.add(`${at(status, "currentStep")} ${at(status, "state")}`);
      }
    }
    assert.deepEqual(
      [[...seen].length, [...seen][0], [...seen].at(-1)],
      [16, "PackageInfoValidation started", "finalizeIngestion completed"],
    );
  });

  it("offers the signed package a while after the last step", async () => {
    await upload();
    await commit();
    emulator.clock.advance(25 * minuteMs);
    const body = await get();
    assert.deepEqual(
      [at(body, "workflowStatus.state"), downloads(body).map(({ type }) => type)],
      ["completed", ["initialPackage"]],
    );
  });

  it("fails a commit without a package and says why", async () => {
    await create();
    await commit();
    emulator.clock.advance(5 * minuteMs);
    const body = await get();
    assert.deepEqual(
      [at(body, "commitStatus"), at(body, "workflowStatus.messages")],
      ["commitFailed", ["No package was uploaded before the commit."]],
    );
  });

  it("fails in the step an edit names", async () => {
    await upload();
    await commit();
    emulator.edit("submission", first, { failStep: "scanning", failMessages: ["Malware found."] });
    emulator.clock.advance(60 * minuteMs);
    const { errorReport, ...status } = at(await get(), "workflowStatus") as Record<string, unknown>;
    assert.deepEqual(status, { currentStep: "scanning", state: "failed", messages: ["Malware found."] });
    assert.match(await (await fetch(String(errorReport))).text(), /scanning failed\nMalware found\./);
  });
});
