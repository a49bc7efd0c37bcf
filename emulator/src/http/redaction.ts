const removed = "…";

/** A text with the signature, token or key in the query of each link replaced by "…". */
export function withoutSignature(text: string): string {
  return text.replace(
    /((?:[?&;]|\\u0026|%26)(?:sig|code|key|access_token|id_token|client_secret|client_assertion)(?:=|%3D))(?:(?!%26)[^&"\s\\])*/gi,
    `$1${removed}`,
  );
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
