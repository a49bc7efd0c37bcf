import assert from "node:assert/strict";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { ConnectionError } from "../../../../provider/api/errors/connection-error";
import { mayHaveTakenEffect } from "../../../../provider/api/errors/may-have-taken-effect";
import { SignInUnavailableError } from "../../../../provider/api/errors/sign-in-unavailable-error";

const request = { verb: "POST", path: "/a", correlationId: "c", requestId: "r" };
const broken = (mayHave: boolean) =>
  new ConnectionError(request, { what: "it broke", mayHaveTakenEffect: mayHave });
const refused = (status: number) => new ApiError(request, { status, targets: [] });

describe("whether the service may have done what it was asked for", () => {
  const cases: readonly (readonly [what: string, error: unknown, may: boolean])[] = [
    ["a connection that broke after the request was sent", broken(true), true],
    ["a connection that was never made", broken(false), false],
    ["a sign-in that did not succeed, before anything was sent", new SignInUnavailableError("no"), false],
    ["a fault of the service", refused(500), true],
    ["a service that is not there now", refused(503), true],
    ["a refusal", refused(400), false],
    ["a refusal with the last status of its kind", refused(499), false],
    ["an error of another kind, whatever its status", Object.assign(new Error("no"), { status: 500 }), false],
  ];
  for (const [what, error, may] of cases) {
    it(`is ${may ? "possible" : "impossible"} after ${what}`, () =>
      assert.equal(mayHaveTakenEffect(error), may));
  }
});
