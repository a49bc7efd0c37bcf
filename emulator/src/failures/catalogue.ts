import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Cells, Weighted } from "./dimension";
import { type DriverKind, driverKinds, vendors } from "./drivers";

/** Draws an integer from `from` to `to`, both included. */
type Draw = (from: number, to: number) => number;

interface Driver {
  module: string;
  applicationId: string;
  hardwareId: string;
  /** Newest first, each with the submission that brought it. */
  versions: { version: string; submissionId: string }[];
}

/** A GUID that is always the same for a text. */
function guidOf(text: string): string {
  const hex = createHash("md5").update(text).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function driverOf(vendor: string, { suffix, bus }: DriverKind, publisherId: string, draw: Draw): Driver {
  const applicationId = `1${draw(1_000_000, 9_999_999)}${draw(100_000_000, 999_999_999)}`;
  const hex = (digits: number) =>
    draw(0, 16 ** digits - 1)
      .toString(16)
      .toUpperCase()
      .padStart(digits, "0");
  const [major, newest, count] = [draw(1, 30), draw(4, 40), draw(3, 6)];
  const versions = Array.from({ length: count }, (_, age) => ({
    version: `${major}.${draw(0, 3)}.${newest - age}.${draw(0, 9999)}`,
    submissionId: `${publisherId}_${applicationId}_11529215046${draw(10_000_000, 99_999_999)}`,
  }));
  return { module: `${vendor}${suffix}`, applicationId, hardwareId: `${bus}${hex(4)}`, versions };
}

function bucketCells({ module, applicationId, hardwareId }: Driver, bucket: string): Cells {
  const FailureName = bucket.replaceAll("*", module);
  const symbol = /([a-z]+)(?:\.dll)?(![A-Za-z]+)$/.exec(FailureName)?.slice(1).join("") ?? "";
  const file = /\*\w*\.dll/.exec(bucket)?.[0].replace("*", module) ?? `${module}.sys`;
  const inKernel = file.endsWith(".sys");
  return {
    FailureName,
    FailureHash: guidOf(FailureName),
    Symbol: symbol,
    EventType: inKernel ? "Kernel" : "System",
    Mode: inKernel ? "Kernel" : "User",
    DriverName: file,
    ApplicationId: applicationId,
    HardwareId: hardwareId,
  };
}

/**
 * Every failure in every version of its driver. A few failures are most of the rows (the n-th by 1/n), and the newer
 * half of the versions fails most: it is what most machines run.
 */
export function failures(seed: number, publisherId: string): Weighted<Cells>[] {
  const generator = xoroshiro128plus(seed);
  const draw: Draw = (from, to) => uniformInt(generator, from, to);
  const drivers = vendors.flatMap((vendor) =>
    driverKinds.map((kind) => ({ kind, driver: driverOf(vendor, kind, publisherId, draw) })),
  );
  const buckets = drivers
    .flatMap(({ kind, driver }) => kind.buckets.map((bucket) => ({ kind, driver, bucket, rank: 0 })))
    .map((each) => ({ ...each, rank: draw(0, 2 ** 30) / each.kind.share }))
    .sort((a, b) => a.rank - b.rank);
  return buckets.flatMap(({ driver, bucket }, index) =>
    driver.versions.map(({ version, submissionId }, age) => ({
      weight: 1 / (index + 1) / (age + 1),
      columns: { ...bucketCells(driver, bucket), DriverVersion: version, SubmissionId: submissionId },
    })),
  );
}
