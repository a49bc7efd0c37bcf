import type { Command } from "commander";
import type { OpenSession } from "./session";
import { table } from "./table";

/** `devcenter audiences`. */
export function addAudiences(program: Command, open: OpenSession): void {
  program
    .command("audiences")
    .description("audiences to which labels of the account can be restricted")
    .action(async (_options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = await devCenter.audiences.list();
      show(found, () =>
        table(
          ["AUDIENCE", "NAME", "AUDIENCE NAME", "DESCRIPTION"],
          found.map(({ id, name, audienceName, description }) => [id, name, audienceName, description]),
        ),
      );
    })
    .addHelpText("after", "\nExample:\n  $ devcenter audiences");
}
