import { withoutKnownSecrets } from "./known-secrets";

// A character may be written as it is, %-escaped once or again, or after a backslash.
const colon = "(?::|%(?:25)*3A)";
const slash = String.raw`(?:\\?\/|%(?:25)*2F)`;
const host = String.raw`(?:[^\s/@"'<>\\%]*(?:@|%(?:25)*40))?([^\s/?#"'<>\\%]+(?:%(?:25)*3A\d+)?)`;
const link = new RegExp(String.raw`\b([a-z][a-z\d+.-]{0,20})${colon}${slash}{2}${host}[^\s"'<>]*`, "gi");

const secretNames =
  "sig|signature|client_?secret|client_?assertion|access_?token|refresh_?token|id_?token|password|pwd|account_?key|shared_?access_?key|shared_?access_?signature|api_?key";
const quote = String.raw`(?:\\*["']|%(?:25)*22)?`;
/** `name=value`, and `"name":"value"` in JSON and in JSON within JSON. */
const assigned = new RegExp(
  String.raw`(\b|_|%26)(${secretNames})(${quote}\s{0,3}(?:=|%(?:25)*3D|(?<=["'2]\s{0,3}):)\s{0,3}${quote})(?:(?!%(?:25)*(?:26|22))[^&;,\s"'\\<>])+`,
  "gi",
);

/** `name: value`, for names that can mean nothing else. */
const told =
  /\b(client_?secret|client_?assertion|access_?token|refresh_?token|account_?key|shared_?access_?(?:key|signature))(\s{0,3}:\s{0,3})[^&;,\s"'\\<>]+/gi;

/**
 * Cuts from a text of the service what must not reach a log: of every link only scheme and host stay, since a SAS
 * signature sits in its query and the key of a callback often in its path; tokens, keys and every secret that is known
 * go altogether.
 */
export function redact(text: string): string {
  return withoutKnownSecrets(text)
    .replaceAll(link, (_, scheme: string, at: string) => `${scheme}://${at.replace(/%(?:25)*3A/i, ":")}/…`)
    .replaceAll(/\bBearer\s+[\w.~+/-]+=*/gi, "Bearer …")
    .replaceAll(/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, "…")
    .replaceAll(assigned, "$1$2$3…")
    .replaceAll(told, "$1$2…");
}
