/** One of the things a row can be about, and how often that is so beside the others. */
export interface Weighted<Columns> {
  weight: number;
  columns: Columns;
}

/** The cells that come from one dimension, by column. */
export type Cells = Readonly<Record<string, string>>;

/** Numbers of slots are a power of two: the draw that picks one is cut out of a hash by a bit mask. */
export const slotCount = 8192;

// Nothing there is no text of length 0: it is not counted.
function cell(text = ""): string {
  return text === "" ? "NULL" : `'${text.replaceAll("'", "''")}'`;
}

/** The last slot of each entry: slots are shared out by weight, and none is left over. */
function lastSlots(rows: readonly Weighted<Cells>[]): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  return rows.map(({ weight }) => {
    sum += weight;
    return Math.round((sum / total) * slotCount) - 1;
  });
}

/**
 * Makes a table with `slotCount` rows, one for each slot, so that an evenly drawn slot picks by weight. A lookup by
 * slot is the cheapest weighted choice an engine can make for millions of rows.
 */
export function dimensionTable(name: string, rows: readonly Weighted<Cells>[]): string {
  const last = lastSlots(rows);
  const names = Object.keys(rows[0]?.columns ?? {});
  const values = rows.map(({ columns }, row) => {
    const cells = names.map((column) => cell(columns[column]));
    return `(${[(last[row - 1] ?? -1) + 1, last[row], ...cells].join(", ")})`;
  });
  const columns = names.map((column) => `"${column}"`).join(", ");
  return `CREATE TABLE ${name} AS SELECT slot, ${columns}
    FROM range(${slotCount}) slots(slot)
    JOIN (VALUES ${values.join(",\n")}) v(first_slot, last_slot, ${columns})
      ON slot BETWEEN first_slot AND last_slot`;
}
