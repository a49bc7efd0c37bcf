/**
 * Cuts from a text of the service what must not reach a log: of every link only scheme and host stay, since a SAS
 * signature sits in its query and the key of a callback often in its path; bearer tokens go altogether.
 */
export function redact(text: string): string {
  return text
    .replaceAll(/\b(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>]+)[^\s"'<>]*/gi, "$1$2/…")
    .replaceAll(/\bBearer\s+[\w.~+/-]+=*/gi, "Bearer …")
    .replaceAll(/\b(sig|client_secret|access_token|client_assertion)=[^&\s"']+/gi, "$1=…");
}
