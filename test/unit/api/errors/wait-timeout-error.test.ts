import assert from "node:assert/strict";
import { WaitTimeoutError } from "../../../../provider/api/errors/wait-timeout-error";

const unfinished = { name: "Submission 1/2", state: "is not signed", timeoutMinutes: 5, next: "It goes on." };

describe("an error of a wait that was too short", () => {
  it("is in words of its reader, who may have another name for the thing", () => {
    const error = new WaitTimeoutError(unfinished);
    assert.equal(error.message, "Submission 1/2 is not signed after 5 minutes. It goes on.");
    assert.deepEqual(
      [error.inWordsOf({ limit: "-m" }), error.inWordsOf({ limit: "-m", name: "It" })],
      [
        "Submission 1/2 is not signed after 5 minutes (-m). It goes on.",
        "It is not signed after 5 minutes (-m). It goes on.",
      ],
    );
  });

  it("is what it was made of where that is the whole message", () => {
    const error = new WaitTimeoutError("Not yet.");
    assert.deepEqual([error.message, error.inWordsOf({ limit: "-m" })], ["Not yet.", "Not yet."]);
  });
});
