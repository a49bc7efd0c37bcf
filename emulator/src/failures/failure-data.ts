import { createReadStream } from "node:fs";
import { unlink } from "node:fs/promises";
import { ihvColumns, oemColumns, sharedColumns } from "../rules/report-columns";
import { failures } from "./catalogue";
import { dimensionTable } from "./dimension";
import { type Days, type Extent, failureRows, windowDays } from "./failure-sql";
import { markets, models, systems } from "./machines";
import { Engine, type Value } from "./query-engine";

/** The views failures can be looked at through. */
export type FailureView = "IHVDriver" | "OEMDriver";

/** One failure as a view shows it, by column; a cell that is empty in a report is null. */
export type Failure = Record<string, Value>;

const dayMs = 24 * 60 * 60_000;
const pieceRows = 100_000;
const readBytes = 1024 * 1024;

/** The columns of a view, in the order of the documentation's lists. */
export function columnsOf(view: FailureView): readonly string[] {
  return [...sharedColumns, ...(view === "IHVDriver" ? ihvColumns : oemColumns)];
}

/** The day an instant is in, counted from 1970-01-01, UTC. */
export function dayOf(instant: number): number {
  return Math.floor(instant / dayMs);
}

/** Throws a RangeError when the number of rows or the seed is out of range. */
function checked({ rows, seed }: Extent): Extent {
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > 1_000_000_000) {
    throw new RangeError(`the number of rows must be an integer from 0 to 1000000000, not ${rows}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed must be an integer, not ${seed}`);
  return { rows, seed };
}

/**
 * The failures that every report is made from: realistic, made up, and the same for the same seed and number of rows,
 * whenever they are looked at. Both views look at the same failures. Nothing is computed before it is asked for.
 */
export class FailureData {
  readonly #extent: Extent;
  readonly #engine: Engine;

  /** Throws a RangeError when the number of rows or the seed is out of range. */
  constructor(extent: Extent, publisherId: string) {
    this.#extent = checked(extent);
    this.#engine = new Engine(() => [
      dimensionTable("failure", failures(extent.seed, publisherId)),
      dimensionTable("model", models),
      dimensionTable("system", systems),
      dimensionTable("market", markets),
    ]);
  }

  /** A query for the rows of some days: all columns of both views, with `number` to order by. */
  source(days: Days): string {
    return failureRows(this.#extent, days);
  }

  /** The failures of some days, in the order they happened. */
  rows(view: FailureView, days: Days): AsyncGenerator<Failure> {
    const columns = columnsOf(view).map((column) => `"${column}"`);
    return this.#engine.rows(`SELECT ${columns} FROM (${this.source(days)}) ORDER BY number`);
  }

  /** The answer to a query over `source`. */
  ask(query: string): AsyncGenerator<Failure> {
    return this.#engine.rows(query);
  }

  /** The same days in pieces of which each is small enough to be put in order in memory. */
  pieces({ from, to }: Days): Days[] {
    const length = Math.max(1, Math.floor((pieceRows * windowDays) / Math.max(1, this.#extent.rows)));
    const starts = Array.from(
      { length: Math.ceil((to - from) / length) },
      (_, piece) => from + piece * length,
    );
    return starts.map((start) => ({ from: start, to: Math.min(to, start + length) }));
  }

  /**
   * The answers to queries over `source`, one after the other, as text: tab-separated, under one header. A file of that
   * name holds one of them at a time.
   */
  async *text(queries: readonly string[], name: string): AsyncGenerator<Buffer> {
    const file = this.#engine.draft(name);
    for (const [index, query] of queries.entries()) {
      await this.#engine.write(query, file, index === 0);
      try {
        yield* createReadStream(file, { highWaterMark: readBytes });
      } finally {
        await unlink(file);
      }
    }
  }

  /** Ends the engine and deletes its files. */
  close(): Promise<void> {
    return this.#engine.close();
  }

  /** Deletes the engine's files, for a process that ends without closing. */
  discard(): void {
    this.#engine.discard();
  }
}
