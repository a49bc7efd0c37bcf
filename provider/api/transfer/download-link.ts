import { TransferError } from "../errors/transfer-error";
import { linkFault } from "../http/link";
import { wantsToken } from "./download-headers";
import type { Download, DownloadSurroundings } from "./download-request";

/** Where to ask, and with which token: where the link leads, or where Dev Center leads from there. */
export class DownloadLink {
  url = "";
  token: string | undefined;
  #hops = 0;

  constructor(
    private readonly policy: DownloadSurroundings,
    private readonly download: Download,
  ) {}

  /** Who answers. */
  get peer(): "Dev Center" | "the blob store" {
    return this.download.tokens !== undefined && this.#hops === 0 ? "Dev Center" : "the blob store";
  }

  async open(): Promise<void> {
    this.#hops = 0;
    this.url = this.#safe(await this.download.link());
    this.token = await this.download.tokens?.current();
  }

  /** After a refusal: a fresh link, or another token. False: there can be none. */
  async renew(): Promise<boolean> {
    const { tokens } = this.download;
    const { token } = this;
    if (tokens !== undefined && token !== undefined) {
      this.token = await tokens.refresh(token);
      return this.token !== undefined;
    }
    const storageToken = wantsToken(this.url) ? await this.policy.storageToken?.() : undefined;
    if (storageToken === undefined) await this.open();
    else this.token = storageToken;
    return true;
  }

  /** False where nobody may be led to. */
  follow(location: string): boolean {
    if (this.peer !== "Dev Center" || !URL.canParse(location, this.url)) return false;
    this.url = this.#safe(new URL(location, this.url).href);
    this.token = undefined;
    this.#hops = 1;
    return true;
  }

  #safe(url: string): string {
    const fault = linkFault(this.policy, url);
    if (fault !== undefined) throw new TransferError("download", fault);
    return url;
  }
}
