import assert from "node:assert/strict";
import { AuthenticationError } from "../../../provider/api/errors/authentication-error";
import { ConfigurationError } from "../../../provider/api/errors/configuration-error";
import { HandlerError, leaveErrorsToEngine } from "../../../provider/dynamic/errors";
import { hintOnOldConfiguration } from "../../../provider/dynamic/old-configuration";

/** What Pulumi's SDK prints of an error that it also hands to the engine. */
const bySdk = (error: Error) => `${error}: ${error.stack}`;

describe("an error of ours in Pulumi's provider process", () => {
  const printed: unknown[] = [];
  const output = { error: (...line: unknown[]) => void printed.push(...line) };
  leaveErrorsToEngine(output);
  beforeEach(() => printed.splice(0));

  it("is left to the engine, each time", () => {
    for (const _ of [1, 2]) output.error(bySdk(new HandlerError("thing 15: could not be read.", undefined)));
    assert.deepEqual(printed, []);
  });

  it("is all that is left: whatever else goes wrong is printed", () => {
    const error = new TypeError("a bug");
    output.error(bySdk(error));
    output.error("Error:", "of another");
    const ours = bySdk(new HandlerError("thing 15: could not be read.", undefined));
    output.error(ours, "and more");
    assert.deepEqual(printed, [bySdk(error), "Error:", "of another", ours, "and more"]);
  });
});

describe("a refresh that cannot sign in", () => {
  const refused = new AuthenticationError("AADSTS7000215: Invalid client secret provided.");
  const stack = (key: string) => (key === "devcenter:clientSecret" ? "old" : undefined);
  const hint =
    "pulumi refresh and pulumi destroy use the stack configuration of the last pulumi up. If you have changed it since, add --run-program.";

  it("says so where the configuration of the stack may be an old one", () => {
    assert.equal(hintOnOldConfiguration(refused, stack), hint);
  });

  it("says so where the token was refused", () => {
    assert.equal(hintOnOldConfiguration(Object.assign(new Error("401"), { status: 401 }), stack), hint);
  });

  it("says so where settings are missing, which the last up had by the environment", () => {
    assert.equal(
      hintOnOldConfiguration(new ConfigurationError("not set"), () => undefined),
      hint,
    );
  });

  it("does not, where the credential came from the environment", () => {
    assert.equal(
      hintOnOldConfiguration(refused, () => undefined),
      undefined,
    );
  });

  it("does not, where something else is wrong", () => {
    for (const error of [new Error("Dev Center refused"), null, undefined]) {
      assert.equal(hintOnOldConfiguration(error, stack), undefined);
    }
  });
});
