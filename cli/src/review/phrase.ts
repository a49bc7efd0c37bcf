/** A value of the program, in the middle of our own words. */
export interface Quoted {
  readonly quoted: string;
  /** How much of it is shown at most, in characters, where that is more than of others. */
  readonly most?: number;
}

/** A sentence: our own words, and what comes from the program, which each form of output escapes in its way. */
export type Phrase = readonly (string | Quoted)[];

/** A sentence whose texts are the program's; numbers and phrases go in as they are. */
export function say(words: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase {
  return words.flatMap((text, index) => {
    const value = values[index];
    if (value === undefined) return [text];
    if (typeof value === "string") return [text, { quoted: value }];
    return typeof value === "number" ? [`${text}${grouped(value)}`] : [text, ...value];
  });
}

/** Phrases with our own words between them. */
export function joined(phrases: readonly Phrase[], between = ", "): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [between, ...phrase]));
}

/** Texts of the program, one after the other; of many the first ones, and how many more there are. */
export function listed(texts: readonly string[], most = 6): Phrase {
  const shown = joined(texts.slice(0, most).map((text) => [{ quoted: text }]));
  return texts.length <= most ? shown : [...shown, ` and ${grouped(texts.length - most)} more`];
}

/** A number and its noun: "1 request", "1,200 requests". */
export function counted(count: number, one: string, many = `${one}s`): Phrase {
  return [`${grouped(count)} ${count === 1 ? one : many}`];
}

export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
