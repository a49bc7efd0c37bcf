import { withoutKnownSecrets } from "./known-secrets";
import { spelled } from "./spelling";

const colon = spelled(":");
const slash = spelled("/");
const equals = spelled("=");
const quote = `(?:${spelled('"')}|${spelled("'")}|[\u201c\u201d\u2018\u2019])?`;

/** The rest of a query that goes on in the next line: what is escaped in it, or ends like a signature, tells it from words. */
const nextLine = String.raw`(?:[=\\]?[^\S\n]*\n\s*[^\s"'<>]*(?:%[\da-f]{2}|&[a-z]|[\da-z]=(?=[\s"'<>]|$))[^\s"'<>]*)*`;
/** An apostrophe may be part of it. */
const inLink = String.raw`(?:[^\s"'<>]|'(?=[^\s"'<>,.;:)\]}]))*`;
const host = String.raw`(?:[^\s/@"'<>\\%&]*(?:@|%(?:25)*40))?([^\s/?#"'<>\\%&;]+(?:%(?:25)*3A\d+)?)`;
const link = new RegExp(
  String.raw`\b([a-z][a-z\d+.-]{0,20})${colon}${slash}{2}${host}${inLink}(?:(?<=[?&=%][^\s"<>]*)${nextLine})?`,
  "gi",
);

const secretNames =
  "sig|signature|client[_-]?secret|client[_-]?assertion|access[_-]?token|refresh[_-]?token|id[_-]?token|token|assertion|password|passphrase|pwd|account[_-]?key|shared[_-]?access[_-]?key|shared[_-]?access[_-]?signature|api[_-]?key";
/** Where a name begins: at a word, or after an escaped quote or what stands between two parameters. */
const nameBegins = String.raw`(\b|_|%(?:25)*2[267]|\\u002[267])`;
/** What belongs to a value, which ends where the next parameter, or the text around it, goes on. */
const value = String.raw`(?:(?!%(?:25)*(?:26|22))[^&;,\s"'\\<>]|\\+u00(?!2[267]|3[ce])[\da-f]{2}|\\+\/|&(?:amp;)*(?:#(?!0*3[49];|x0*2[27];)x?\w{2,5}|plus|sol|equals);)+`;
/** `name=value`, and `"name":"value"` in JSON and in JSON within JSON. */
const assigned = new RegExp(
  `${nameBegins}(${secretNames})(${quote}\\s{0,3}(?:${equals}|(?<=["'2;]\\s{0,3}):)\\s{0,3}${quote})${value}${nextLine}`,
  "gi",
);
/** Of a link whose host is missing, what holds the key of a callback. */
const keyInQuery = new RegExp(
  `([?&]|&amp;)(code|secret|(?:[a-z-]*-)?key)(${equals})${value}${nextLine}`,
  "gi",
);

/** `name: value`, for names that can mean nothing else. */
const told =
  /\b(client[_-]?secret|client[_-]?assertion|access[_-]?token|refresh[_-]?token|account[_-]?key|shared[_-]?access[_-]?(?:key|signature))(\s{0,3}:\s{0,3})[^&;,\s"'\\<>]+/gi;
/** The same for names that can, where the value looks like nothing but a key. */
const toldKey =
  /\b(sig|signature|token|password|pwd|passphrase|[a-z-]{0,30}api-?key|x-functions-key|subscription-key)(\s{0,3}:\s{0,3})(?=[^\s,;]*\d)(?![\da-f]+(?:[\s,;.]|$))[\w%+/.~-]{16,}={0,2}/gi;
const credentials =
  /\b(authorization\W{1,6}(?:Basic|Digest|Negotiate|NTLM|SharedKey(?:Lite)?|SharedAccessSignature)\s+)[^\s"'<>]+/gi;
const privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs;

/**
 * Cuts from a text of the service what must not reach a log: of every link only scheme and host stay, since a SAS
 * signature sits in its query and the key of a callback often in its path; tokens, keys and every secret that is known
 * go altogether.
 */
export function redact(text: string): string {
  return withoutKnownSecrets(text)
    .replaceAll(privateKey, "$1…")
    .replaceAll(link, (_, scheme: string, at: string) => `${scheme}://${at.replace(/%(?:25)*3A/i, ":")}/…`)
    .replaceAll(credentials, "$1…")
    .replaceAll(/\bBearer\s+[\w.~+/-]+=*/gi, "Bearer …")
    .replaceAll(/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, "…")
    .replaceAll(assigned, "$1$2$3…")
    .replaceAll(keyInQuery, "$1$2$3…")
    .replaceAll(told, "$1$2…")
    .replaceAll(toldKey, "$1$2…");
}
