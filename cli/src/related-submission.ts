import type { Command } from "commander";
import { decimalId } from "./ids";
import type { OpenSession } from "./session";
import { shownSubmission, submissionText } from "./submissions";

interface TranslateOptions {
  readonly publisher: string;
  readonly product: string;
  readonly submission: string;
}

/** `devcenter translate`. */
export function addTranslate(program: Command, open: OpenSession): void {
  program
    .command("translate")
    .description("find the submission here for one that another publisher has shared")
    .requiredOption("--publisher <sellerId>", "seller id of that publisher", decimalId)
    .requiredOption("--product <productId>", "its product over there", decimalId)
    .requiredOption("--submission <submissionId>", "its id over there", decimalId)
    .action(async ({ publisher, product, submission }: TranslateOptions, command: Command) => {
      const { devCenter, show } = await open(command);
      const source = { publisherId: publisher, productId: product, submissionId: submission };
      const found = shownSubmission(await devCenter.submissions.related(source));
      show(found, () => submissionText(found));
    })
    .addHelpText(
      "after",
      "\nExample:\n  $ devcenter translate --publisher 28004321 --product 14631253285588838 --submission 1152921504621465124",
    );
}
