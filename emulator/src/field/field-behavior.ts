/**
 * Whether answers are written as submitters have seen the service write them, instead of as they were asked for: the
 * same objects, in other words. What is decided, refused and kept is the same either way.
 */
export class FieldBehavior {
  #isOn: boolean;

  constructor(private readonly initial = false) {
    this.#isOn = initial;
  }

  /** Whether a route writes its answer as the field has it. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Switches it, for the next answer on. */
  set(isOn: boolean): void {
    this.#isOn = isOn;
  }

  /** Goes back to what the emulator started with. */
  reset(): void {
    this.set(this.initial);
  }
}
