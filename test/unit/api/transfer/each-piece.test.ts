import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { failureOf } from "../../../../harness/scripted-service";
import { eachPiece } from "../../../../provider/api/transfer/each-piece";

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe("the pieces of a stream", () => {
  const pieces = ["one", "two", "three"].map((text) => Buffer.from(text));

  it("come one after the other, also where each takes its time", async () => {
    const took: string[] = [];
    let atOnce = 0;
    await eachPiece(Readable.from(pieces), async (piece) => {
      assert.equal(++atOnce, 1);
      await soon();
      atOnce--;
      took.push(String(piece));
    });
    assert.deepEqual(took, ["one", "two", "three"]);
  });

  it("end with the error of who takes them, thrown at once or later", async () => {
    const reason = new Error("enough");
    for (const take of [
      () => {
        throw reason;
      },
      async () => {
        await soon();
        throw reason;
      },
    ]) {
      const stream = Readable.from(pieces);
      let taken = 0;
      const failure = await failureOf(
        eachPiece(stream, () => {
          taken++;
          return take();
        }),
      );
      assert.deepEqual([failure, taken, stream.destroyed], [reason, 1, true]);
    }
  });

  it("are left only when the last is taken, also where the stream breaks meanwhile", async () => {
    const stream = new Readable({ read: () => undefined });
    stream.push(pieces[0]);
    let isTaken = false;
    const failure = await failureOf(
      eachPiece(stream, async () => {
        stream.destroy(new Error("broken"));
        for (let turn = 0; turn < 5; turn++) await soon();
        isTaken = true;
      }),
    );
    assert.deepEqual([failure.message, isTaken], ["broken", true]);
  });
});
