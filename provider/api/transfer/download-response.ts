import { TransferError } from "../errors/transfer-error";
import { adviceOn, failureBy, whatBroke } from "../http/broken-connection";
import { wordsOf } from "../http/error-words";
import type { RequestPolicy } from "../http/request-policy";
import { askedWaitMs } from "../http/retry-after";
import type { Outcome } from "../http/retrying";
import { harmlessCause, serviceText } from "../text/service-text";
import type { Headers } from "./download-headers";
import type { PartialFile } from "./partial-file";

/** How one request for a file ended. */
export type Ended =
  | { readonly ended: "whole"; readonly contentDisposition: string | undefined }
  | { readonly ended: "changed" }
  | { readonly ended: "expired"; readonly error: TransferError }
  | { readonly ended: "elsewhere"; readonly location: string; readonly error: TransferError }
  | { readonly ended: "broken"; readonly outcome: Extract<Outcome<never>, { error: Error }> };

/** An answer that is not the bytes that were asked for. */
export interface OtherAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of what it says; only Dev Center itself says anything worth reading. */
  readonly text: string;
}

/** What an answer means that is not the bytes that were asked for. */
export function judge(policy: RequestPolicy, peer: string, part: PartialFile, answer: OtherAnswer): Ended {
  const { status, headers, text } = answer;
  const single = (name: string) => [headers[name]].flat()[0];
  // 206 comes here when it is not what was asked for; 412 and 416 say that the content is another one now.
  if (status === 206 || status === 412 || status === 416) return { ended: "changed" };
  const words = text === "" ? undefined : wordsOf(text);
  const code = single("x-ms-error-code") ?? words?.code;
  const askedMs = askedWaitMs(headers, policy.clock);
  const asks = askedMs === undefined ? "" : ` It asks to wait ${Math.ceil(askedMs / 1000)} s.`;
  const said = words?.reason === undefined ? "" : ` ${words.reason}`;
  const why = `${peer} refused with ${status}${code === undefined ? "" : ` (${serviceText(code, 100)})`}.`;
  const error = new TransferError("download", why + said + asks + keptWords(part), { status });
  if (status === 401 || status === 403) return { ended: "expired", error };
  if (status >= 300 && status < 400) {
    return { ended: "elsewhere", location: single("location") ?? "", error: webPage(status) };
  }
  if (status !== 408 && status !== 429 && status < 500) throw error;
  const wait = askedMs === undefined ? {} : { retryAfterMs: askedMs };
  return { ended: "broken", outcome: { error, failure: { kind: "refused", status, ...wait } } };
}

/** Whether what comes is a page for people: no file of the service is one, by its type or by how it begins. */
export function isWebPage(contentType: string, beginning: Buffer): boolean {
  return (
    /^\s*(text\/html|application\/xhtml)/i.test(contentType) ||
    /^\s*(<!--.*?-->\s*)?<(!doctype\s+html|html)\b/is.test(
      beginning
        .subarray(0, 1024)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    )
  );
}

/** The link leads to a page, such as one to sign in, where a program gets no further. */
export function webPage(status: number): TransferError {
  return new TransferError(
    "download",
    `the link leads to a web page (${status}), such as one to sign in, and not to a file. Nothing was written.`,
    { status, isWebPage: true },
  );
}

export function brokenBy(policy: RequestPolicy, peer: string, part: PartialFile, cause: unknown): Ended {
  // The words of the cause may name the link; its code does not.
  const known = (cause ?? {}) as { code?: unknown; name?: string };
  const fact = `the connection to ${peer} failed (${known.code ?? "it ended too early"}).`;
  const why =
    known.name === "TimeoutError"
      ? whatBroke(cause, { name: peer }, policy)
      : [fact, ...adviceOn(known)].join(" ");
  const error = new TransferError("download", why + keptWords(part), { cause: harmlessCause(cause) });
  const lasting = failureBy(known).permanent ? { permanent: true } : {};
  const failure = { kind: "no answer", mayHaveTakenEffect: true, ...lasting } as const;
  return { ended: "broken", outcome: { error, failure } };
}

function keptWords({ bytes, mark }: PartialFile): string {
  return bytes > 0 && mark.etag !== undefined ? " What came is kept; the next attempt goes on with it." : "";
}
