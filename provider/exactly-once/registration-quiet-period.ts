import type { Clock } from "../api/http/clock";

const pollMs = 50;
const quietPolls = 20;
const mostPolls = 200;

/**
 * Tells when the engine has registered what it has in its state: it asks about those resources as the program names
 * them, a few milliseconds apart. A guess, for a program may take its time.
 */
export class RegistrationQuietPeriod {
  #activityCount = 0;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(private readonly clock: Clock) {}

  /** The engine asked something, so it may not have asked everything yet. */
  noteActivity(): void {
    this.#activityCount += 1;
  }

  /**
   * Resolves when the engine is quiet. One waiter after the other: the engine stops registering resources while its
   * parallel slots are full, so only the silence during the first wait means something; when that one goes on, the
   * engine registers more.
   */
  wait(): Promise<void> {
    const turn = this.#lastTurn.then(() => this.#untilQuiet());
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** Counted in polls instead of time: on a busy machine time passes in which the engine had no turn to ask. */
  async #untilQuiet(): Promise<void> {
    let heard = this.#activityCount;
    for (let polls = 0, quiet = 0; polls < mostPolls && quiet < quietPolls; polls++) {
      await this.clock.wait(pollMs);
      quiet = this.#activityCount === heard ? quiet + 1 : 0;
      heard = this.#activityCount;
    }
  }
}
