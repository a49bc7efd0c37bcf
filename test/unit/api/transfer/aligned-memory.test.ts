import assert from "node:assert/strict";
import { replacing } from "../../../../harness/replaced";
import { giveBackMemory, takeMemory } from "../../../../provider/api/transfer/aligned-memory";

const page = 4096;

describe("memory that begins at a page", () => {
  it("has the pieces that were asked for, one behind the other, in memory that every thread can see", () => {
    const memory = takeMemory(3, page);
    assert.deepEqual(
      memory.map(({ byteOffset, length }) => [byteOffset, length]),
      [
        [0, page],
        [page, page],
        [2 * page, page],
      ],
    );
    for (const { buffer } of memory) assert.ok(buffer instanceof SharedArrayBuffer);
  });

  it("may begin anywhere where the system gives no more addresses", () => {
    const { WebAssembly: owner } = globalThis as unknown as { WebAssembly: { Memory: new () => object } };
    const none = () =>
      class {
        constructor() {
          throw new RangeError("could not allocate memory");
        }
      };
    const memory = replacing(owner, "Memory", none, () => takeMemory(2, 17 * page));
    assert.deepEqual(
      memory.map(({ buffer, byteOffset, length }) => [
        buffer instanceof SharedArrayBuffer,
        byteOffset,
        length,
      ]),
      [
        [true, 0, 17 * page],
        [true, 17 * page, 17 * page],
      ],
    );
    assert.ok((memory[0]?.buffer.byteLength ?? 0) < 35 * page + 64 * 1024);
  });

  it("belongs to one at a time, and goes to the next who needs the same", () => {
    const [one, other] = [takeMemory(2, 5 * page), takeMemory(2, 5 * page)];
    assert.notEqual(one[0]?.buffer, other[0]?.buffer);
    giveBackMemory(one);
    assert.notEqual(takeMemory(2, 6 * page), one);
    assert.notEqual(takeMemory(3, 5 * page), one);
    assert.equal(takeMemory(2, 5 * page), one);
    assert.notEqual(takeMemory(2, 5 * page), one);
  });
});
