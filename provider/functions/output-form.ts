import * as pulumi from "@pulumi/pulumi";
import type { InputArgs } from "./input-args";

/**
 * Asks when the arguments are known. What of them the program marked as secret is cut out of an error, as it is of those of
 * resources.
 */
export function whenKnown<A extends object, T>(
  args: InputArgs<A>,
  question: (args: A) => Promise<T>,
): pulumi.Output<T> {
  return (pulumi.output(args) as unknown as pulumi.Output<A>).apply(async (known) => {
    try {
      return await question(known);
    } catch (error) {
      if (error instanceof Error) await withoutSecrets(error, args, known);
      throw error;
    }
  });
}

async function withoutSecrets<A extends object>(error: Error, args: InputArgs<A>, known: A): Promise<void> {
  const { rememberSecretInput, safeToShow } = await import("../model/secret-texts.js");
  for (const name of Object.keys(known) as (keyof A)[]) {
    if (await pulumi.isSecret(pulumi.output(args[name]))) rememberSecretInput(known[name]);
  }
  const { message, stack = message } = error;
  error.message = safeToShow(message);
  error.stack = safeToShow(stack);
}
