import { withoutKnownSecrets } from "pulumi-devcenter/internal";

/** The output of the command: results on one stream, progress and messages on the other. */
export interface Terminal {
  /** A result. */
  print(text: string): void;
  /** News, on the error stream, so that results can be piped. */
  say(text: string): void;
  /** Where a progress bar may move; undefined without a terminal. */
  readonly moving: NodeJS.WriteStream | undefined;
}

/** What takes text: a stream, or what collects it. */
interface Writer {
  write(text: string): unknown;
}

export const processTerminal = terminalOn(
  process.stdout,
  process.stderr,
  process.stderr.isTTY ? process.stderr : undefined,
);

/** A terminal of two streams, and of one more where a progress bar may move. */
export function terminalOn(results: Writer, news: Writer, moving?: NodeJS.WriteStream): Terminal {
  return {
    print: (text) => void results.write(`${printable(text)}\n`),
    say: (text) => void news.write(`${printable(text)}\n`),
    moving,
  };
}

/** A text of the service on one line, without what would steer the terminal or turn the order of what is read. */
export function stripControlCharacters(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, " ");
}

/** The same, line by line, and without a secret that this process knows. */
function printable(text: string): string {
  return withoutKnownSecrets(text).split("\n").map(stripControlCharacters).join("\n");
}
