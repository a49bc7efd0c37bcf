/** What is wrong with a text that is to go into a header or a form as it is; undefined when nothing is. */
export function straySpace(text: string): string | undefined {
  if (/[\r\n]$/.test(text)) return "that ends with a line break";
  if (/[\r\n]/.test(text)) return "that holds a line break";
  if (text !== text.trim()) return "with spaces around it";
  return undefined;
}

/** The same, for a text in which no space can stand at all. */
export function strayCharacter(text: string): string | undefined {
  const fault = straySpace(text);
  if (fault !== undefined) return fault;
  if (/\s/.test(text)) return "that holds a space";
  return /[^\x21-\x7e]/.test(text)
    ? "that holds a character other than letters, digits and signs"
    : undefined;
}
