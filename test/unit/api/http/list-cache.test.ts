import assert from "node:assert/strict";
import { createListCache, type ReadRows, requireAllReadable } from "../../../../provider/api/http/list-cache";

/** A list that counts how often it is asked for; each answer is the number of its question. */
function counted(answer: (asked: number) => Promise<number> = async (asked) => asked) {
  let asked = 0;
  return createListCache(() => {
    asked += 1;
    return answer(asked);
  });
}

describe("a list that reads share", () => {
  it("is asked for once, however many want it, now or later", async () => {
    const list = counted();
    assert.deepEqual(await Promise.all([list.get(), list.get()]), [1, 1]);
    assert.equal(await list.get(), 1);
  });

  it("is asked for again after a write, also by who comes while the old one is under way", async () => {
    const list = counted();
    const before = list.get();
    list.forget();
    assert.deepEqual([await list.get(), await before], [2, 1]);
  });

  it("is asked for again after it failed", async () => {
    const list = counted(async (asked) => {
      if (asked === 1) throw new Error("500");
      return asked;
    });
    await assert.rejects(list.get(), /500/);
    assert.deepEqual([await list.get(), await list.get()], [2, 2]);
  });

  it("stays where an older question fails after a write", async () => {
    let fail: (error: Error) => void = () => undefined;
    const failing = new Promise<number>((_, reject) => {
      fail = reject;
    });
    const list = counted((asked) => (asked === 1 ? failing : Promise.resolve(asked)));
    const old = list.get();
    list.forget();
    await list.get();
    fail(new Error("500"));
    await assert.rejects(old, /500/);
    assert.equal(await list.get(), 2);
  });
});

describe("every row of a shared list", () => {
  const all = (rows: ReadRows<string>) => createListCache(async () => rows);

  it("comes out of the shared list where each could be read", async () => {
    const fresh = async () => assert.fail("it was asked for again");
    assert.deepEqual(await requireAllReadable(all({ readable: ["a"], unreadable: [] }), fresh), ["a"]);
  });

  it("is asked for again where one could not, so that the error says what is wrong with it", async () => {
    const fresh = async () => {
      throw new Error("row 2: no name");
    };
    await assert.rejects(requireAllReadable(all({ readable: ["a"], unreadable: [{}] }), fresh), /row 2/);
  });
});
