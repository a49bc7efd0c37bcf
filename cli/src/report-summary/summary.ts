/** Exact: above 2^53 no number has every digit. As JSON such a one is a text of digits. */
export type Count = number | bigint;

/** One value of a dimension. */
export interface Group {
  /** As the report writes it; `(none)` for an empty cell. */
  readonly value: string;
  /** Undefined where the report does not say how many. */
  readonly failures: Count | undefined;
  /** Different devices; undefined where they cannot be distinguished or are not in the report. */
  readonly devices: Count | undefined;
}

/** Failures split in one way. */
export interface Split {
  readonly by: string;
  readonly title: string;
  /** The first by failures, or all days in their order; undefined when no file has the columns. */
  readonly groups: readonly Group[] | undefined;
  /** How many groups are not among them. */
  readonly further: number;
}

/** What summarised reports say. No id of a device is in it. */
export interface Summary {
  readonly files: readonly string[];
  /** Rows that were counted: one that is in several files once. */
  readonly rows: number;
  /** Rows that were left out because another file has them, too. */
  readonly repeatedRows: number;
  readonly failures: Count | undefined;
  readonly devices: Count | undefined;
  /** First and last day of a failure, yyyy-mm-dd; undefined when no file has a day. */
  readonly days: { readonly first: string; readonly last: string } | undefined;
  readonly splits: readonly Split[];
  /** What the reader must know about the numbers. */
  readonly notes: readonly string[];
}

/** The key of the split by day. */
export const byDay = "day";
