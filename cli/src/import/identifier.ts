const longest = 40;

/** Letters that have no mark to lose. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  œ: "oe",
  ł: "l",
  đ: "d",
  þ: "th",
};

/**
 * A text as a variable: `Contoso NIC 2.0` becomes `contosoNic20`. Letters that ASCII does not have lose their marks or go;
 * what is left of nothing is the fallback.
 */
export function identifierOf(text: string, fallback: string): string {
  const words = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ßæøœłđþ]/gi, (letter) => spelledOut[letter.toLowerCase()] ?? "")
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word.toLowerCase() : capitalized(word))).join("");
  const cut = joined.slice(0, longest);
  if (cut === "") return fallback;
  return /^\d/.test(cut) ? `${fallback}${capitalized(cut)}`.slice(0, longest) : cut;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** The same name as Pulumi resources and files have it: `contosoNic20` becomes `contoso-nic20`. */
export function kebabOf(identifier: string): string {
  return identifier.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-").toLowerCase();
}
