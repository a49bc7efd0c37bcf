import { redact } from "pulumi-devcenter/internal";

/** Beyond it some file systems take no name, whatever the characters. */
const longestBytes = 200;
/** Names that Windows gives to no file, whatever their ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The name that the service gives a file, as one that is valid in a folder of any system and leads nowhere else: of a
 * path its last part, without what is hidden, reserved or invisible.
 *
 * By hand, for the field writes names with spaces and without quotes, which the libraries for this header refuse.
 *
 * @param contentDisposition as the store answers it, or as `rscd` of a link asks for it
 * @returns undefined where it gives none
 */
export function serviceFileName(contentDisposition: string | null | undefined): string | undefined {
  const given = namedIn(contentDisposition ?? "");
  if (given === undefined) return undefined;
  const last = given.slice(-1_000).normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  // A name is shown, and stays: the end of a link may hold its signature.
  const clean = redact(last)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "")
    .replaceAll(/[<>:"|?*]/g, "_")
    .replaceAll(/^[\s.]+|[\s.]+$/g, "");
  const name = devices.test(clean) ? `_${clean}` : clean;
  return name === "" ? undefined : shortened(name);
}

/** Of a name that is given twice, the form for any characters counts. */
function namedIn(header: string): string | undefined {
  const encoded = /;\s*filename\*\s*=\s*"?(?:utf-8|iso-8859-1)?'[^']*'([^;"]+)/i.exec(`;${header}`)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // Not what it says it is; the other one may be.
    }
  }
  const [, quoted, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(`;${header}`) ?? [];
  // A backslash escapes a quote only: names with folders of Windows have been seen.
  return quoted?.replaceAll('\\"', '"') ?? bare?.trim();
}

/** With its ending, which says what it is. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? "";
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > longestBytes) stem = [...stem].slice(0, -1).join("");
  return stem + ending;
}
