import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "..", "..");
const small = {
  BENCH_CREATE_PAIRS: "1",
  BENCH_CREATE_ROUNDS: "1",
  BENCH_CREATE_LATENCY_MS: "1",
  BENCH_REFRESH_SIZES: "4",
  BENCH_NO_CHANGE_PAIRS: "1",
  BENCH_NO_CHANGE_ROUNDS: "1",
  BENCH_IMPORT_ROUNDS: "1",
};

/** The cells of a bench's table, without the head. */
async function tableOf(bench: string): Promise<string[][]> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "bench/run.ts", bench], {
    cwd: root,
    env: { ...process.env, ...small },
  });
  const lines = stdout.split("\n").filter((line) => line.startsWith("| "));
  const cells = lines.map((line) =>
    line
      .slice(2, -2)
      .split("|")
      .map((cell) => cell.trim()),
  );
  return cells.slice(1);
}

// Times depend on the machine and are for whoever looks at them; what is counted is the same everywhere.
describe("the benches", () => {
  it("create: the null provider asks nothing, ours and the naive one a request for each resource", async () => {
    const rows = await tableOf("create");
    assert.deepEqual(
      rows.map(([way, , , requests, tokens]) => [way, requests, tokens]),
      [
        ["null", "0", "0"],
        ["ours", "2", "1"],
        ["naive", "2", "2"],
      ],
    );
  });

  it("refresh: ours asks for one list of each kind, the naive one for each resource", async () => {
    const rows = await tableOf("refresh");
    assert.deepEqual(
      rows.map(([size, way, limit, requests]) => [size, way, limit, requests]),
      [
        ["4", "ours", "no", "2"],
        ["4", "ours", "yes", "2"],
        ["4", "naive", "no", "4"],
        ["4", "naive", "yes", "4"],
      ],
    );
  });

  it("no-change: compares with the null provider", async () => {
    const rows = await tableOf("no-change");
    assert.deepEqual(
      rows.map(([way]) => way),
      ["null", "ours"],
    );
  });

  it("state: the text in the state takes 200 bytes at most, all that is not input 2 kB at most", async () => {
    const ours = (await tableOf("state")).filter(([way]) => way === "ours");
    assert.deepEqual(
      ours.map(([, kind, , , beyond, text]) => [kind, Number(beyond) <= 2048, Number(text) <= 200]),
      [
        ["template", true, true],
        ["schedule", true, true],
      ],
    );
  });

  it("import: compares with Pulumi's SDK", async () => {
    const rows = await tableOf("import");
    assert.deepEqual(
      rows.map(([name]) => name),
      ["@pulumi/pulumi", "pulumi-devcenter"],
    );
  });
});
