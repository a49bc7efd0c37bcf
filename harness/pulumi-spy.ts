import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A resource as `pulumi stack export` shows it. */
export interface SpiedResource {
  readonly kind: string;
  readonly resource: string;
  readonly id: string;
}

const script = `#!/bin/sh
printf '%s\\n' "$*" >> "$PULUMI_SPY/argv"
case "$1" in
  stack) cat "$PULUMI_SPY/state.json" ;;
  config) cat > "$PULUMI_SPY/config/$4" ;;
esac
`;

/**
 * A `pulumi` on PATH that remembers how it was called: with which arguments, and what came by standard input. It stands in
 * for the CLI where an engine of its own for each account would take hours.
 */
export class PulumiSpy {
  readonly #home = mkdtempSync(join(tmpdir(), "pulumi-spy-"));
  readonly #before = { PATH: process.env.PATH, PULUMI_SPY: process.env.PULUMI_SPY };

  constructor() {
    writeFileSync(join(this.#home, "pulumi"), script);
    chmodSync(join(this.#home, "pulumi"), 0o700);
    process.env.PATH = `${this.#home}${delimiter}${process.env.PATH ?? ""}`;
    process.env.PULUMI_SPY = this.#home;
    this.forget();
  }

  /** Begins with an empty stack. */
  forget(): void {
    rmSync(join(this.#home, "config"), { recursive: true, force: true });
    mkdirSync(join(this.#home, "config"));
    writeFileSync(join(this.#home, "argv"), "");
    this.holds([]);
  }

  /** What the stack holds from now on. */
  holds(resources: readonly SpiedResource[]): void {
    const exported = resources.map(({ kind, resource, id }) => {
      const type = `pulumi-nodejs:dynamic/devcenter:${kind}`;
      return { type, id, urn: `urn:pulumi:test::spied::${type}::${resource}` };
    });
    writeFileSync(join(this.#home, "state.json"), JSON.stringify({ deployment: { resources: exported } }));
  }

  /** The arguments of each call, on a line of its own. */
  get argv(): string {
    return readFileSync(join(this.#home, "argv"), "utf8");
  }

  /** What was set in the stack's configuration. */
  get config(): Record<string, string> {
    const keys = readdirSync(join(this.#home, "config"));
    return Object.fromEntries(
      keys.map((key) => [key, readFileSync(join(this.#home, "config", key), "utf8")]),
    );
  }

  close(): void {
    for (const [name, value] of Object.entries(this.#before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(this.#home, { recursive: true });
  }
}
