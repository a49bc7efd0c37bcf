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

/** Words that a TypeScript module cannot use as a variable, and the names that our programs use themselves. */
const reserved = new Set(
  (
    "abstract any arguments as async await boolean break case catch class config const constructor continue debugger " +
    "declare default delete devcenter do else enum eval export extends false finally for from function get if " +
    "implements import in infer instanceof interface is keyof let module namespace never new null number object of " +
    "package private process protected public pulumi readonly require return set static string super switch symbol " +
    "this throw true try type typeof undefined unique unknown var void while with yield"
  ).split(" "),
);

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
  if (/^\d/.test(cut)) return `${fallback}${capitalized(cut)}`.slice(0, longest);
  return reserved.has(cut) ? `${cut}${capitalized(fallback)}` : cut;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** The same name as Pulumi resources and files have it: `contosoNic20` becomes `contoso-nic20`. */
export function kebabOf(identifier: string): string {
  return identifier.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-").toLowerCase();
}
