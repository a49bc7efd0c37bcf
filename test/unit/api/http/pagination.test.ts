import assert from "node:assert/strict";
import { z } from "zod";
import { clientOfEachTest, failureOf } from "../../../../harness/scripted-service";
import { allPages, onePage, refuseUnreadable } from "../../../../provider/api/http/pagination";

const row = z.looseObject({ id: z.string() });
const page = (id: string, href?: string) => ({
  status: 200,
  body: { value: [{ id }], links: href === undefined ? [] : [{ rel: "next_link", href }] },
});

describe("a paged list", () => {
  const scripted = clientOfEachTest();
  const idsOf = async (...answers: ReturnType<typeof page>[]) => {
    const { client } = scripted(answers);
    return (await allPages(client, "/things", row)).map(({ id }) => id);
  };

  it("is read to its end", async () => {
    assert.deepEqual(await idsOf(page("a", "https://x/things?page=2"), page("b")), ["a", "b"]);
  });

  it("is read whole however many rows a page has", async () => {
    const value = Array.from({ length: 130_000 }, (_, at) => ({ id: String(at) }));
    const { client } = scripted([{ status: 200, body: { value, links: [] } }]);
    assert.equal((await allPages(client, "/things", row)).length, value.length);
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

  it("ends there when it is read page by page, too", async () => {
    const { client } = scripted([page("a", ""), page("b", "?page=2"), page("b", "?page=2"), page("b", "?")]);
    assert.equal((await onePage(client, "/things", row)).next, undefined);
    for (const query of [{ page: "2" }, { page: "2", size: undefined }, { page: "2" }]) {
      assert.equal((await onePage(client, "/things", row, query)).next, undefined);
    }
  });

  it("is given page by page with what to ask for next, and how many rows of each cannot be read", async () => {
    const first = {
      value: [{ id: "a" }, {}],
      links: [{ rel: "Next_Link", href: "https://y/z?page=2&size=1" }],
    };
    const { client, sent } = scripted([{ status: 200, body: first }, page("b")]);
    const next = { page: "2", size: "1" };
    assert.deepEqual(await onePage(client, "/things", row), { rows: [{ id: "a" }], next, unreadable: 1 });
    assert.deepEqual(await onePage(client, "/things", row, next), {
      rows: [{ id: "b" }],
      next: undefined,
      unreadable: 0,
    });
    assert.equal(sent[1]?.path, "/things?page=2&size=1");
  });

  it("goes on at no other link than that to the next page", async () => {
    const others = [null, { href: "?page=8" }, { rel: "next_link" }, { rel: "self", href: "?page=9" }];
    const links = [...others, { rel: "next_link", href: "?page=2" }];
    const first = { status: 200, body: { value: [{ id: "a" }], links } };
    assert.deepEqual(await idsOf(first as ReturnType<typeof page>, page("b")), ["a", "b"]);
    const last = { value: [{ id: "a" }], links: others };
    assert.deepEqual(await idsOf({ status: 200, body: last as never }), ["a"]);
  });

  it("may come without an envelope", async () => {
    assert.deepEqual(await idsOf({ status: 200, body: [{ id: "a" }] as never }), ["a"]);
  });

  it("reports how many rows cannot be read where that is asked for, and gives the others", async () => {
    const body = { value: [{ id: "a" }, {}, null], links: [] };
    assert.deepEqual(await idsOf({ status: 200, body: body as never }), ["a"]);
    const { client } = scripted([page("a"), { status: 200, body }, { status: 200, body }]);
    const told: number[] = [];
    for (const _ of [1, 2]) await allPages(client, "/things", row, (rows) => told.push(rows));
    assert.deepEqual(told, [2]);
    const refused = await failureOf(allPages(client, "/things", row, refuseUnreadable));
    assert.match(refused.message, /^2 rows of the list on Dev Center lack an id/);
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
