import assert from "node:assert/strict";
import type { Emulator, Failure } from "devcenter-emulator";
import { extracted } from "../../../harness/seven-zip";
import { at, call, noon, startAtNoon } from "./dev-center-client";

const analytics = "/v1.0/my/analytics";
const hourMs = 60 * 60_000;

describe("cabs of the emulator", () => {
  let emulator: Emulator;
  let withCab: Failure[];
  before(async () => {
    emulator = await startAtNoon();
    withCab = [];
    for await (const failure of emulator.failures("IHVDriver", "2026-01-20", "2026-03-04")) {
      if (failure.CabIdHash !== null) withCab.push(failure);
    }
  });
  beforeEach(() => {
    emulator.reset();
    emulator.clock.set(noon);
  });
  after(() => emulator.close());

  const there = (failure: Failure) =>
    String(failure.CabCollectionTime) <= "2026-03-02 12:00:00" &&
    String(failure.CabExpirationTime) > "2026-03-02 12:00:00";

  function one(type = "MINI"): Failure {
    const failure = withCab.find((each) => there(each) && each.CabType === type);
    assert.ok(failure);
    return failure;
  }

  async function location(path: string, { url } = emulator): Promise<{ status: number; link: string }> {
    const headers = { authorization: "Bearer a-token-for-tests" };
    const answer = await fetch(`${url}${analytics}${path}`, { redirect: "manual", headers });
    return { status: answer.status, link: answer.headers.get("location") ?? "" };
  }

  const ihv = ({ ApplicationId, CabIdHash }: Failure) =>
    `/driver/cabdownload?applicationId=${ApplicationId}&cabIdHash=${CabIdHash}`;
  const oem = ({ CabIdHash }: Failure) => `/hardware/cabdownload?cabIdHash=${CabIdHash}`;

  async function bytes(link: string): Promise<Buffer> {
    const answer = await fetch(link);
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer());
  }

  for (const [whose, path] of [
    ["an IHV's", ihv],
    ["an OEM's", oem],
  ] as const) {
    it(`redirects to ${whose} cab, by a link that needs no token`, async () => {
      const { status, link } = await location(path(one()));
      assert.equal(status, 302);
      assert.equal((await bytes(link)).subarray(0, 4).toString(), "MSCF");
    });
  }

  for (const type of ["MINI", "FULL"]) {
    it(`gives a ${type} cab that 7-Zip extracts: a dump, and the failure it is of`, async () => {
      const failure = one(type);
      const files = await extracted(await bytes((await location(ihv(failure))).link));
      assert.deepEqual([...files.keys()].sort(), ["failure.txt", "memory.dmp"]);
      assert.equal(files.get("memory.dmp")?.subarray(0, 4).toString(), "MDMP");
      const text = String(files.get("failure.txt"));
      assert.ok(text.includes(`FailureName: ${failure.FailureName}\r\n`), text);
      assert.ok(text.includes(`CabIdHash: ${failure.CabIdHash}\r\n`), text);
    });
  }

  it("has checksums, by which 7-Zip sees a byte that changed", async () => {
    const damaged = await bytes((await location(ihv(one()))).link);
    damaged.writeUInt8(damaged.readUInt8(5000) ^ 1, 5000);
    await assert.rejects(extracted(damaged), /Data Error|CRC|checksum/i);
  });

  it("gives the same bytes each time, and after a new start", async () => {
    const failure = one();
    const first = await bytes((await location(ihv(failure))).link);
    const other = await startAtNoon();
    const second = await bytes((await location(oem(failure), other)).link).finally(() => other.close());
    // Not by assert.equal, which would print both.
    assert.ok(first.equals(second));
  });

  it("refuses a cab of another application", async () => {
    const failure = { ...one(), ApplicationId: "1" };
    assert.equal((await location(ihv(failure))).status, 404);
  });

  it("knows no cab that is not there", async () => {
    const failure = { ...one(), CabIdHash: "00000000-0000-0000-0000-000000000000" };
    assert.equal((await location(oem(failure))).status, 404);
  });

  it("needs the parameters of the documentation", async () => {
    const { status, body } = await call(emulator, "GET", `${analytics}/driver/cabdownload`);
    assert.deepEqual([status, at(body, "error.validationErrors.1.target")], [400, "cabIdHash"]);
  });

  it("has a cab no longer once it expired, not even by a link that was good", async () => {
    const failure = one();
    emulator.clock.set(`${String(failure.CabExpirationTime).replace(" ", "T")}Z`);
    emulator.clock.advance(-1000);
    const { link } = await location(oem(failure));
    await bytes(link);
    emulator.clock.advance(1000);
    assert.equal((await location(oem(failure))).status, 404);
    assert.equal((await fetch(link)).status, 404);
  });

  it("lets the link of a cab expire after 12 hours", async () => {
    const { link } = await location(oem(one()));
    emulator.clock.advance(12 * hourMs);
    assert.equal((await fetch(link)).status, 403);
  });

  describe("of one failure", () => {
    let applicationId: string;
    let failureHash: string;
    let expected: Failure[];
    before(() => {
      const failures = withCab.filter(there);
      const count = (hash: unknown) => failures.filter(({ FailureHash }) => FailureHash === hash).length;
      const [most] = [...failures].sort((a, b) => count(b.FailureHash) - count(a.FailureHash));
      [applicationId, failureHash] = [String(most?.ApplicationId), String(most?.FailureHash)];
      expected = failures
        .filter(({ FailureHash, CabCollectionTime }) => {
          return FailureHash === failureHash && String(CabCollectionTime) >= "2026-01-31";
        })
        .sort((a, b) => (String(a.CabCollectionTime) < String(b.CabCollectionTime) ? 1 : -1));
      assert.ok(expected.length > 100, `${expected.length} cabs`);
    });

    async function batch(query = ""): Promise<Record<string, unknown>> {
      const path = `${analytics}/driver/cabdownloadbatch?applicationId=${applicationId}&failureHash=${failureHash}`;
      return (await call(emulator, "GET", `${path}${query}`)).body as Record<string, unknown>;
    }

    const rowsOf = (body: Record<string, unknown>) => body.Value as Record<string, string>[];
    const hashes = (rows: readonly Record<string, unknown>[]) =>
      rows.map((row) => row.cabIdHash ?? row.CabIdHash);

    it("are a hundred a page, with a link to the next on the service's own host", async () => {
      const body = await batch();
      assert.deepEqual(hashes(rowsOf(body)), hashes(expected.slice(0, 100)));
      const next = new URL(String(body["@nextLink"]));
      assert.equal(next.host, "manage.devcenter.microsoft.com");
      assert.deepEqual([...next.searchParams.values()], [applicationId, failureHash, "100", "100"]);
    });

    it("have no next link on the last page", async () => {
      const body = await batch(`&top=100&skip=${expected.length - 2}`);
      assert.deepEqual([hashes(rowsOf(body)), "@nextLink" in body], [hashes(expected.slice(-2)), false]);
    });

    it("have what the documentation names, and links that work", async () => {
      const [row = {}] = rowsOf(await batch("&top=1"));
      const { cabUrl = "", ...rest } = row;
      const [first] = expected;
      assert.deepEqual(rest, {
        applicationId,
        submissionId: first?.SubmissionId,
        failureHash,
        cabIdHash: first?.CabIdHash,
        date: first?.CabCollectionTime,
        cabExpirationTime: first?.CabExpirationTime,
      });
      assert.equal((await bytes(cabUrl)).subarray(0, 4).toString(), "MSCF");
    });

    it("are those of the days asked for", async () => {
      const body = await batch("&startDate=2026-02-20&endDate=2026-02-20");
      const ofDay = expected.filter(({ CabCollectionTime }) =>
        String(CabCollectionTime).startsWith("2026-02-20"),
      );
      assert.deepEqual(hashes(rowsOf(body)), hashes(ofDay));
    });

    for (const query of ["&top=101", "&top=0", "&skip=-1", "&startDate=soon"]) {
      it(`are refused for ${query}`, async () => {
        assert.equal(at(await batch(query), "error.code"), "invalidInput");
      });
    }
  });
});
