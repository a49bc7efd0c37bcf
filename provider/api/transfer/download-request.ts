import type { RequestPolicy } from "../http/request-policy";
import type { TokenSource } from "../http/token-source";

/** A file to be fetched from behind a link of the service. */
export interface Download {
  /** Where it is to be, and where what is there of it waits. A file of that name is replaced once the new one is whole. */
  readonly path: string;
  /** Only its owner may read it, from the first byte. Default: what the process gives its files. */
  readonly isPersonal?: boolean;
  /** Asks for a link that is valid now. Called at the start, and again when a link has expired. */
  readonly link: () => Promise<string>;
  /**
   * The link leads to Dev Center itself, which wants a token, and gives the file or leads once to where it is: there no
   * token goes.
   */
  readonly tokens?: TokenSource;
  /** Where it is to be in the end, once its store has said how it calls it (Content-Disposition). Default: `path`. */
  readonly named?: (contentDisposition: string | undefined) => string;
  /** Of the content that it must have, in hexadecimal digits. */
  readonly sha256?: string | undefined;
  /** Stops the download; what is there stays there for the next attempt. */
  readonly signal?: AbortSignal;
  /** Told at the start and after each piece: bytes that are there, and of how many where the store says so. */
  readonly onProgress?: (bytes: number, size: number | undefined) => void;
}

export interface DownloadSurroundings extends RequestPolicy {
  /** A token for Azure Storage, where the account can have one: some links are said to carry no signature. */
  readonly storageToken?: () => Promise<string | undefined>;
}
