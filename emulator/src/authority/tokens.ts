import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";

const lifetimeMs = 60 * 60_000;

/** The valid tokens: issued by the token endpoint, demanded by the API. */
export class Tokens {
  readonly #expiries = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly lasting: string | undefined,
  ) {}

  /** A new token, good for 60 minutes. */
  issue(): string {
    const token = `emulated.${randomBytes(24).toString("base64url")}`;
    this.#expiries.set(token, this.clock.now().getTime() + this.clock.lifetime(lifetimeMs));
    return token;
  }

  /** Whether the API accepts a token: issued here and not expired, or the one given at start. */
  accepts(token: string): boolean {
    const expiry = this.#expiries.get(token);
    return (
      (this.lasting !== undefined && token === this.lasting) ||
      (expiry !== undefined && this.clock.now().getTime() < expiry)
    );
  }
}
