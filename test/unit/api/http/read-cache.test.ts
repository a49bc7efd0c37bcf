import assert from "node:assert/strict";
import { createReadCache } from "../../../../provider/api/http/read-cache";

/** A service with so many objects, in pages of ten, which counts what it is asked. */
function service(count: number, failingPage?: number) {
  const ids = Array.from({ length: count }, (_, index) => String(index));
  const asked: string[] = [];
  const reads = createReadCache(
    async (id) => {
      asked.push(`GET ${id}`);
      if (!ids.includes(id)) throw new Error("gone");
      return { id };
    },
    async function* () {
      for (let start = 0; start < count; start += 10) {
        asked.push("page");
        if (asked.filter((what) => what === "page").length === failingPage) throw new Error("500");
        yield ids.slice(start, start + 10).map((id) => ({ id }));
      }
    },
    ({ id }) => id,
  );
  return { ids, asked, reads, pages: () => asked.filter((what) => what === "page").length };
}

describe("reads of many objects", () => {
  it("give each object its own GET while few are wanted", async () => {
    const { reads, asked } = service(10_000);
    await Promise.all(["1", "2", "3", "4", "5"].map(reads.read));
    assert.deepEqual(asked, ["GET 1", "GET 2", "GET 3", "GET 4", "GET 5"]);
  });

  it("take the rest out of the list when they have become many", async () => {
    const { ids, reads, asked } = service(40);
    const found = await Promise.all(ids.map(reads.read));
    assert.deepEqual(
      found.map(({ id }) => id),
      ids,
    );
    assert.equal(asked.length, 5 + 4);
  });

  it("cost at most twice as much as the objects' own GETs, however long the list is", async () => {
    const { reads, asked } = service(10_000);
    const wanted = Array.from({ length: 12 }, (_, index) => String(9_999 - index));
    for (const id of wanted) await reads.read(id);
    assert.ok(asked.length <= 24, String(asked.length));
  });

  it("ask for nothing where the object has come with another's page", async () => {
    const { reads, asked } = service(10_000);
    for (const id of ["1", "2", "3", "4", "5"]) await reads.read(id);
    const before = asked.length;
    for (const id of ["6", "7", "8", "9", "1"]) await reads.read(id);
    assert.deepEqual(asked.slice(before), ["page"]);
  });

  it("ask for a page once, however many wait for it", async () => {
    const { ids, reads, pages } = service(15);
    await Promise.all(ids.map(reads.read));
    assert.equal(pages(), 2);
  });

  it("ask for the object itself before they say that it is gone", async () => {
    const { ids, reads, asked } = service(10);
    await Promise.all(ids.map(reads.read));
    await assert.rejects(reads.read("missing"), /gone/);
    assert.equal(asked.at(-1), "GET missing");
  });

  it("go on with single GETs when the list fails", async () => {
    const { ids, reads, asked } = service(30, 1);
    await Promise.all(ids.map(reads.read));
    assert.equal(asked.filter((what) => what !== "page").length, 30);
  });

  it("ask for an object again after it was written", async () => {
    const { ids, reads, asked } = service(20);
    await Promise.all(ids.map(reads.read));
    reads.forget("19");
    const before = asked.length;
    await reads.read("19");
    assert.deepEqual(asked.slice(before), ["GET 19"]);
  });
});
