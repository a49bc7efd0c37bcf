import { type MochaOptions, type Runner, reporters } from "mocha";
import type { Count } from "./count";

/**
 * Mocha's spec report, which also tells the process that started this one how many tests have passed so
 * far: after every test, so that a crash in the middle still leaves a true count.
 */
class CountingReporter extends reporters.Spec {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const count: Count = { passed: 0, failed: 0, skipped: 0 };
    const tell = (isComplete: boolean) => process.send?.({ ...count, isComplete });
    runner.on("pass", () => {
      count.passed += 1;
      tell(false);
    });
    // A hook that fails is reported as a failure too, and counts.
    runner.on("fail", () => {
      count.failed += 1;
      tell(false);
    });
    runner.on("pending", () => {
      count.skipped += 1;
      tell(false);
    });
    runner.once("end", () => tell(true));
    // Whoever started this one is dead, so nobody waits for the rest.
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
    // Listening alone must not keep this process alive.
    process.channel?.unref();
  }
}

// Mocha takes what the module itself is for the reporter.
export = CountingReporter;
