const removed = "…";

/** What stands before a parameter of a link, as it is or as a URL or JSON escapes it. */
const begins = String.raw`(?:[?&;#]|\\u00(?:3f|2[36])|%(?:25)*(?:3f|2[36]))`;
const names =
  "(?:[a-z-]*[_-])?(?:sig|signature|code|key|token|secret|assertion|password)|(?:api|access|account|sas|auth|id)(?:key|token)";
/** It ends where the next parameter, or the text around it, goes on. */
const value = String.raw`(?:(?!%(?:25)*2[36])[^&#"\s\\]|\\+(?:\/|u00(?!2[236])[\da-f]{2}))*`;
const parameter = new RegExp(String.raw`(${begins}(?:${names})(?:=|\\u003d|%(?:25)*3d))${value}`, "gi");
const userOfLink = /(:(?:\\*\/){2})[^\s/?#"@\\]*@/g;

/** A text without users of links, and with each signature, token or key in the query or fragment of one replaced by "…". */
export function withoutSignature(text: string): string {
  return text.replace(parameter, `$1${removed}`).replace(userOfLink, `$1${removed}@`);
}

/** A path segment that cannot be a key: one short word. */
const plainWord = /^[a-z]{0,12}$/;

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** A callback URL for the record and the log: no user name, no query, and of its path only short words. */
export function readableUrl(url: string): string {
  const { origin, pathname, search } = parsed(url) ?? { origin: removed, pathname: "", search: "" };
  const path = pathname.split("/").map((segment) => (plainWord.test(segment) ? segment : removed));
  return `${origin}${path.join("/")}${search && `?${removed}`}`;
}

/** A callback URL for the state file: its origin. All else may be a key. */
export function withoutKey(url: string): string {
  const { origin, href } = parsed(url) ?? { origin: removed, href: "" };
  return href === `${origin}/` ? url : `${origin}/${removed}`;
}

/** Whether a callback URL comes from a state file, which keeps no key: it cannot be called. */
export function lacksKey(url: string): boolean {
  return url.endsWith(`/${removed}`);
}
