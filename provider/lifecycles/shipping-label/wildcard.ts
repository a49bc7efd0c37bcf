/**
 * Whether a text matches a pattern in which `*` stands for any run of characters and `?` for one; case means nothing.
 * Libraries for globs are of no use here: to them a backslash is an escape and a brace an alternative, and PnP ids such
 * as `PCI\VEN_8086&DEV_5A85` and `SWC\{…}` are made of both.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let at = 0;
  let star = -1;
  let retryFrom = 0;
  for (let read = 0; read < given.length; ) {
    if (wanted[at] === "*") {
      star = at++;
      retryFrom = read;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[read])) {
      at++;
      read++;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      read = ++retryFrom;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
