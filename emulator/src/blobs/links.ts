import { randomBytes, timingSafeEqual } from "node:crypto";
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import type { Clock } from "../clock";

/** The account name in the path of every link. */
export const account = "devstoreaccount1";

/** What a link lets its holder do: read, or read, write and list. */
export type LinkPermissions = "r" | "rwl";

/** Where a blob is. */
export interface BlobAddress {
  container: string;
  blob: string;
}

/** Why a link does not allow a request: the code and message of the storage service. */
export interface LinkRefusal {
  code: "AuthenticationFailed" | "AuthorizationPermissionMismatch";
  message: string;
}

/** The blob that a path names, if it names one. */
export function addressOf(path: string): BlobAddress | undefined {
  const [container, ...rest] = path.replace(`/${account}/`, "").split("/").map(decodeURIComponent);
  return container && rest.length > 0 && rest.join("/") !== ""
    ? { container, blob: rest.join("/") }
    : undefined;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What a signature covers. */
interface Terms {
  container: string;
  permissions: string;
  startsOn: Date;
  expiresOn: Date;
  /** The Content-Disposition of the response. */
  contentDisposition: string | undefined;
}

interface Span {
  from: string;
  to: string;
}

/** Makes and checks shared access signatures, which expire by the emulator's clock. */
export class Links {
  /** The emulator's own address, known once it listens. */
  base = "";
  readonly #credential = new StorageSharedKeyCredential(account, randomBytes(32).toString("base64"));

  constructor(private readonly clock: Clock) {}

  /**
   * A link to one blob, with a lifetime by the clock. Two links made at different times differ. A file name is sent with the
   * file as the service sends it: with spaces and without quotes.
   */
  sign(
    { container, blob }: BlobAddress,
    permissions: LinkPermissions,
    lifetimeMs: number,
    fileName?: string,
  ): string {
    const now = this.clock.now().getTime();
    const query = this.#query({
      container,
      permissions,
      startsOn: new Date(now - 60_000),
      expiresOn: new Date(now + this.clock.lifetime(lifetimeMs)),
      contentDisposition: fileName === undefined ? undefined : `attachment; filename=${fileName}`,
    });
    return `${this.base}/${account}/${container}/${encodeURIComponent(blob)}?${query}`;
  }

  /** Checks a request against its signature. */
  refuse(method: string, { container }: BlobAddress, query: URLSearchParams): LinkRefusal | undefined {
    const [permissions, from, to] = ["sp", "st", "se"].map((name) => query.get(name) ?? "") as [
      string,
      string,
      string,
    ];
    const now = this.clock.now().getTime();
    const contentDisposition = query.get("rscd") ?? undefined;
    const terms = { container, permissions, from, to, contentDisposition };
    if (!this.#isSigned(terms, query.get("sig") ?? "")) {
      return { code: "AuthenticationFailed", message: "Signature did not match." };
    }
    if (now < Date.parse(from) || now >= Date.parse(to)) {
      return { code: "AuthenticationFailed", message: `Signed expiry time [${to}] is past.` };
    }
    const needed = method === "GET" || method === "HEAD" ? "r" : "w";
    return permissions.includes(needed)
      ? undefined
      : {
          code: "AuthorizationPermissionMismatch",
          message: "This request is not authorized to perform this operation using this permission.",
        };
  }

  #query({ container, permissions, ...terms }: Terms): string {
    return generateBlobSASQueryParameters(
      { containerName: container, permissions: ContainerSASPermissions.parse(permissions), ...terms },
      this.#credential,
    ).toString();
  }

  #isSigned(
    { from, to, ...terms }: Omit<Terms, "startsOn" | "expiresOn"> & Span,
    signature: string,
  ): boolean {
    try {
      // Signing the same terms again is the check: a changed term gives another signature.
      const again = this.#query({ ...terms, startsOn: new Date(from), expiresOn: new Date(to) });
      const own = new URLSearchParams(again);
      return sameText(own.get("sig") ?? "", signature) && own.get("se") === to && own.get("st") === from;
    } catch {
      return false;
    }
  }
}
