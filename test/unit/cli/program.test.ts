import assert from "node:assert/strict";
import {
  ApiError,
  AuthenticationError,
  ConfigurationError,
  TransferError,
  WaitTimeoutError,
} from "pulumi-devcenter/internal";
import {
  exitCodeOf,
  InterruptedError,
  NotFoundError,
  RunFailedError,
  severalErrors,
} from "../../../cli/src/exit-codes";
import { run } from "../../../cli/src/program";

const request = { verb: "GET", path: "/v2.0/things/1", correlationId: "c", requestId: "r" };
const refusedWith = (status: number, code?: string) =>
  new ApiError(request, { status, targets: [], ...(code === undefined ? {} : { code }) });

const because = (cause: Error) => new Error("Run 2026-03-01T00:00:00Z: no", { cause });

async function devcenter(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    print: (t: string) => void out.push(t),
    say: (t: string) => void err.push(t),
    moving: undefined,
  };
  return { exitCode: await run(args, terminal, {}), out: out.join("\n"), err: err.join("\n") };
}

describe("the exit code of the command", () => {
  for (const [code, what, error] of [
    [1, "a refusal", refusedWith(400, "InvalidInput")],
    [1, "a lack of rights", refusedWith(403)],
    [1, "a broken transfer", new TransferError("download", "it broke")],
    [1, "anything else", new TypeError("a mistake of ours")],
    [3, "a refused token", refusedWith(401)],
    [3, "a sign-in that failed", new AuthenticationError("no")],
    [3, "a missing setting", new ConfigurationError("no")],
    [4, "404", refusedWith(404)],
    [4, "EntityNotFound", refusedWith(400, "entityNotFound")],
    [4, "a file that is not offered", new NotFoundError("no")],
    [5, "a wait that was too short", new WaitTimeoutError("no")],
    [6, "a run that failed at the service", new RunFailedError("no")],
    [130, "SIGINT", new InterruptedError("SIGINT")],
    [143, "SIGTERM", new InterruptedError("SIGTERM")],
    [3, "the first of several reasons", severalErrors([because(refusedWith(401)), because(new Error())])],
  ] as const) {
    it(`is ${code} for ${what}`, () => assert.equal(exitCodeOf(error), code));
  }

  for (const args of [["--help"], ["--version"], ["submissions", "download", "--help"]]) {
    it(`is 0 for ${args.join(" ")}`, async () => assert.equal((await devcenter(...args)).exitCode, 0));
  }

  for (const args of [
    [],
    ["product", "list"],
    ["products", "show"],
    ["products", "list", "--yaml"],
    ["submissions", "wait", "1/2", "--for", "ever"],
    ["submissions", "wait", "1/2", "--timeout-minutes", "soon"],
    ["submissions", "download", "1/2"],
    ["submissions", "download", "1/2", "--type", "everything"],
    ["translate", "--publisher", "1"],
    ["reports", "next", "17", "--count", "0"],
    ["reports", "download", "17"],
    ["reports", "download", "17", "--out", "data", "--concurrency", "17"],
    ["reports", "download", "17", "--out", "data", "--every", "5"],
    ["reports", "download", "17", "--out", "data", "--watch", "--latest"],
    ["reports", "download", "17", "--out", "data", "--watch", "--callback-port", "65536"],
    ["reports", "download", "17", "--out", "data", "--watch", "--callback-host", "::1"],
    ["reports", "download", "17", "--out", "data", "--format", "xlsx"],
    ["reports", "download", "17", "--out", "data", "--latest", "--since", "2026-03-01"],
    ["reports", "runs", "17", "--since", "2026-02-30"],
    ["reports", "runs", "17", "--since", "2026-03-02", "--until", "2026-03-01"],
    ["purge"],
    ["purge", "--out", ".", "--older-than", "1w"],
    ["cabs", "download", "--from", "a.txt"],
    ["cabs", "download", "--out", "."],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--cab-id-hash", "a"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--application-id", "1"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--since", "2026-03-01"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--where", "FailureName"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--where", "Mode=1", "--where", "MODE=2"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--max", "0"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--concurrency", "17"],
    ["cabs", "download", "--out", ".", "--from", "a.txt", "--view", "both"],
    ["cabs", "download", "--out", ".", "--failure-hash", "a"],
    ["cabs", "download", "--out", ".", "--cab-id-hash", "a", "--where", "Mode=1"],
    ["cabs", "download", "--out", ".", "--cab-id-hash", " "],
    ["cabs", "download", "--out", ".", "--cab-id-hash", "a", "--view", "IHVDriver"],
    ["cabs", "download", "--out", ".", "--cab-id-hash", "a", "--view", "OEMDriver", "--application-id", "1"],
  ]) {
    it(`is 2 for "${args.join(" ")}"`, async () => assert.equal((await devcenter(...args)).exitCode, 2));
  }
});

describe("the help of the command", () => {
  it("names the exit codes", async () => assert.match((await devcenter("--help")).out, /5 timed out/));

  for (const args of [
    ["products", "list"],
    ["products", "show"],
    ["submissions", "list"],
    ["submissions", "show"],
    ["submissions", "wait"],
    ["submissions", "download"],
    ["submissions", "create-metadata"],
    ["labels", "list"],
    ["labels", "show"],
    ["labels", "cancel"],
    ["audiences"],
    ["translate"],
    ["reports", "list"],
    ["reports", "next"],
    ["reports", "runs"],
    ["reports", "download"],
    ["purge"],
    ["cabs", "download"],
  ]) {
    it(`shows an example of ${args.join(" ")}`, async () => {
      assert.ok((await devcenter(...args, "--help")).out.includes(`$ devcenter ${args.join(" ")}`));
    });
  }
});

describe("the messages of the command", () => {
  it("show no link and no secret, whoever wrote them", async () => {
    const { err } = await devcenter("products", "list", "--endpoint", "https://a.example/?sig=HUSH");
    assert.match(err, /^devcenter: devcenter:endpoint .*https:\/\/a\.example\/…/);
    assert.doesNotMatch(err, /HUSH/);
  });
});
