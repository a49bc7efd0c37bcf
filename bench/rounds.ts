/**
 * Measures every way once in each round, in turn, so that ratios compare what ran in the same minutes. Each round begins
 * with another way, for the first may find a colder machine.
 */
export async function inTurn<Way extends string, Figure>(
  ways: readonly Way[],
  rounds: number,
  measure: (way: Way) => Promise<Figure>,
): Promise<Record<Way, Figure[]>> {
  const figures = Object.fromEntries(ways.map((way) => [way, []])) as unknown as Record<Way, Figure[]>;
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      const way = ways[(round + turn) % ways.length];
      if (way !== undefined) figures[way].push(await measure(way));
    }
  }
  return figures;
}
