import type { RequestPolicy } from "./request-policy";

/** Hosts to which nothing leaves the machine. */
const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Addresses of networks of one's own, which no router of the internet passes on. */
const ownNetwork = /^(?:10|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.[\d.]+$/;

/** Whether a URL leads to this very machine. */
export function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && loopback.test(new URL(url).hostname);
}

/** Whether no third party can read along: TLS, or the same machine. */
export function isPrivateWay(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && loopback.test(hostname));
}

/** Whether a URL leads no further than to a network of one's own: by its address, since any host may have a name. */
export function isInOwnNetwork(url: string): boolean {
  return URL.canParse(url) && ownNetwork.test(new URL(url).hostname);
}

/** Why nothing is sent to where a link of the service leads; undefined: it may be. Says nothing of the link itself. */
export function linkFault({ refusesPlainLinks }: Partial<RequestPolicy>, link: string): string | undefined {
  if (!URL.canParse(link) || !/^https?:/i.test(link)) return "Dev Center gave something else than a link.";
  if (!refusesPlainLinks || isPrivateWay(link)) return undefined;
  return "Dev Center gave a link over plain http, where others can read along. Nothing was sent there.";
}
