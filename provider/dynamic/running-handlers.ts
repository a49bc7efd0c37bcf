/** Counts the handlers that change something, so that the end of a run can be told from an interruption. */
export class RunningHandlers {
  #count = 0;

  get isIdle(): boolean {
    return this.#count === 0;
  }

  async run<T>(handler: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await handler();
    } finally {
      this.#count -= 1;
    }
  }
}
