/** How many checks went which way. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** Nothing has been checked yet. */
export const NOTHING: Readonly<Count> = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Readonly<Count> = { passed: 1, failed: 0, skipped: 0 };
export const ONE_FAILED: Readonly<Count> = { passed: 0, failed: 1, skipped: 0 };

/** Adds two counts. */
export function add(one: Readonly<Count>, other: Readonly<Count>): Count {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** The last line of `npm test`: `12 passed, 0 failed`, and `, 3 skipped` when there are any. */
export function countLine({ passed, failed, skipped }: Readonly<Count>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
