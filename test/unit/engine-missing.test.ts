import assert from "node:assert/strict";
import { EngineMissingError } from "../../engine/engine-missing-error";

describe("EngineMissingError", () => {
  const error = new EngineMissingError([
    { way: "PATH", reason: "there is no pulumi on PATH" },
    { way: "build", reason: "go build failed:\nno space left on device\n" },
  ]);

  it("says what was tried and why it failed", () => {
    assert.match(error.message, /PATH: there is no pulumi on PATH/);
    assert.match(error.message, /build: go build failed:\n {4}no space left on device/);
  });

  it("says what to install, and from where", () => {
    assert.match(error.message, /Pulumi 3\.150\.0 or later: https:\/\/www\.pulumi\.com\/docs\/install\//);
    assert.match(error.message, /Go 1\.21 or later.*https:\/\/go\.dev\/dl\//);
  });
});
