import type { BlobAddress } from "../blobs/links";
import type { Packages } from "../blobs/packages";
import type { Clock } from "../clock";
import type { Cells } from "../failures/dimension";
import { dayOf, type FailureData } from "../failures/failure-data";
import type { Days } from "../failures/failure-sql";
import { quotedText } from "../reporting/report-condition";
import { crashCab } from "./crash-cab";

/** What is known of a cab: the cells of its failure that are not empty. */
export type Cab = Cells;

/** The cabs of one failure that are asked for. */
export interface CabSearch {
  applicationId: string;
  failureHash: string;
  /** Days (since 1970-01-01, UTC) on which they were collected. */
  days: Days;
  skip: number;
  top: number;
}

const container = "cabs";
const contentType = "application/vnd.ms-cab-compressed";
/** A cab is there for 30 days, from some hours after its failure on. */
const lifeDays = 31;

const columns = [
  "ApplicationId",
  "SubmissionId",
  "FailureName",
  "FailureHash",
  "DriverName",
  "DriverVersion",
  "OSVersion",
  "Architecture",
  "FailureDateTime",
  "CabType",
  "CabIdHash",
  "CabCollectionTime",
  "CabExpirationTime",
].map((column) => `"${column}"`);

/** An instant as the failures write it. */
function timeText(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace("T", " ");
}

/** The cabs of failures: there from their collection until they expire, by the clock. */
export class CabFiles {
  readonly #known = new Map<string, Cab>();

  constructor(
    private readonly clock: Clock,
    private readonly failures: FailureData,
    private readonly packages: Packages,
  ) {}

  /** Where a cab is. */
  address({ CabIdHash }: Cab): BlobAddress {
    return { container, blob: `${CabIdHash}.cab` };
  }

  /** The cab with that hash, unless it expired or never was. */
  async find(cabIdHash: string): Promise<Cab | undefined> {
    const wanted = `"CabIdHash" = ${quotedText(cabIdHash)}`;
    const cab = this.#known.get(cabIdHash) ?? (await this.#search(wanted, this.#alive(), "LIMIT 1"))[0];
    return cab && String(cab.CabExpirationTime) > this.#now() ? cab : undefined;
  }

  /** The cabs of a failure, newest first: `top` of them, and one more if there are more. */
  ofFailure({ applicationId, failureHash, days, skip, top }: CabSearch): Promise<Cab[]> {
    const conditions = [
      `"ApplicationId" = ${quotedText(applicationId)}`,
      `"FailureHash" = ${quotedText(failureHash)}`,
      `"CabCollectionTime" >= '${timeText(days.from * 86_400_000)}'`,
      `"CabCollectionTime" < '${timeText(days.to * 86_400_000)}'`,
    ];
    const alive = this.#alive();
    const span = { from: Math.max(days.from - 1, alive.from), to: Math.min(days.to, alive.to) };
    return this.#search(
      conditions.join(" AND "),
      span,
      `ORDER BY "CabCollectionTime" DESC, number DESC LIMIT ${top + 1} OFFSET ${skip}`,
    );
  }

  /** Sees to it that the bytes at an address are there. False when it is a cab's, and there is none, or no longer. */
  async ensure(address: BlobAddress): Promise<boolean> {
    if (address.container !== container) return true;
    const cab = await this.find(address.blob.replace(/\.cab$/, ""));
    if (cab && !(await this.packages.has(address))) {
      await this.packages.put(address, crashCab(cab), contentType);
    }
    return cab !== undefined;
  }

  #now(): string {
    return timeText(this.clock.now().getTime());
  }

  #alive(): Days {
    const today = dayOf(this.clock.now().getTime());
    return { from: today - lifeDays, to: today + 1 };
  }

  async #search(condition: string, days: Days, rest: string): Promise<Cab[]> {
    const there = `"CabCollectionTime" <= '${this.#now()}' AND "CabExpirationTime" > '${this.#now()}'`;
    const source = this.failures.source(days);
    const cabs: Cab[] = [];
    const query = `SELECT ${columns} FROM (${source}) WHERE ${condition} AND ${there} ${rest}`;
    for await (const row of this.failures.ask(query)) {
      const cab = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
      this.#known.set(String(cab.CabIdHash), cab);
      cabs.push(cab);
    }
    return cabs;
  }
}
