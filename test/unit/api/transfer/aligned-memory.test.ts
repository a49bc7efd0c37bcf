import assert from "node:assert/strict";
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
