/** A size or a number of rounds from the environment. Throws when it is no whole number above 0. */
export function sizeFrom(variable: string, usual: number): number {
  const size = Number(process.env[variable] ?? usual);
  if (Number.isInteger(size) && size > 0) return size;
  throw new Error(`${variable} must be a whole number above 0, not ${process.env[variable]}.`);
}
