/**
 * Whether responses are written as submitters have seen the service write them: the same objects in other words. Decisions,
 * refusals and state do not change.
 */
export class FieldBehavior {
  #isOn: boolean;

  constructor(private readonly initial = false) {
    this.#isOn = initial;
  }

  /** Whether responses are written as the field has them. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Switches it, from the next response on. */
  set(isOn: boolean): void {
    this.#isOn = isOn;
  }

  /** Back to what the emulator started with. */
  reset(): void {
    this.set(this.initial);
  }
}
