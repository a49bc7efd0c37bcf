import assert from "node:assert/strict";
import { z } from "zod";
import { failureOf, scriptedClient } from "../../../../harness/scripted-service";
import { allPages, onePage } from "../../../../provider/api/http/pagination";

const row = z.looseObject({ id: z.string() });
const page = (id: string, href?: string) => ({
  status: 200,
  body: { value: [{ id }], links: href === undefined ? [] : [{ rel: "next_link", href }] },
});

describe("a paged list", () => {
  const idsOf = async (...answers: ReturnType<typeof page>[]) => {
    const { client, close } = scriptedClient(answers);
    try {
      return (await allPages(client, "/things", row)).map(({ id }) => id);
    } finally {
      await close();
    }
  };

  it("is read to its end", async () => {
    assert.deepEqual(await idsOf(page("a", "https://x/things?page=2"), page("b")), ["a", "b"]);
  });

  for (const href of ["", "https://x/things", "https://x/things?", "things"]) {
    it(`ends where the next page is the first again: ${JSON.stringify(href)}`, async () => {
      assert.deepEqual(await idsOf(page("a", href), page("a")), ["a"]);
    });
  }

  it("ends at a page that names itself, or one before it, however that is written", async () => {
    const answers = [page("a", "?page=2&size=1"), page("b", "https://y/other?size=1&page=2"), page("b")];
    assert.deepEqual(await idsOf(...answers), ["a", "b"]);
  });

  it("ends so for who reads it page by page, too", async () => {
    const { client, close } = scriptedClient([page("a", ""), page("b", "?page=2")]);
    assert.equal((await onePage(client, "/things", row)).next, undefined);
    assert.equal((await onePage(client, "/things", row, { page: "2" })).next, undefined);
    await close();
  });

  it("that has no end is an error", async () => {
    let asked = 0;
    const client = {
      call: async () => ({
        value: { readable: [], unreadable: [] },
        links: [{ rel: "next_link", href: `?page=${++asked}` }],
      }),
    };
    const list = allPages(client as unknown as Parameters<typeof allPages>[0], "/things", row);
    assert.match((await failureOf(list)).message, /has no end: each of 10000 pages/);
    assert.equal(asked, 10_000);
  });
});
