import { type Command, InvalidArgumentError } from "commander";
import { type PreprodPackageDetails, preprodPackageDetails } from "pulumi-devcenter/internal";
import { minutes } from "../ids";
import { interruptible } from "../interruption";
import type { OpenSession } from "../session";
import { properties } from "../table";
import { type SignOptions, sign } from "./sign";

const signNotes = `
Signs a driver package for tests before production, not for sale. The package is a cabinet (.cab) that carries your EV
signature, as for attestation. What comes of it is put into the directory, called as the service calls it, once its
SHA-256 is the one that Dev Center gives.

While a package is on its way, <directory>/<package>.preprod.json knows its id: stopped, or when the time is up, the same
command goes on, and hands nothing in a second time. An answer that got lost on the way cannot be found again, for Dev
Center has no list of packages.

Exit codes: 0 it is there, 1 it was refused, failed or is not what it should be, 2 it is no cabinet file, 3 configuration
or sign-in, 5 the time is up, 130 and 143 stopped.

Example:
  $ devcenter preprod sign build/driver.cab --out signed`;

const showNotes = `
Statuses: notStarted, processing, succeeded, failed. Partner Center has no page of such a package.

Exit codes: 0 it is shown, whatever its status, 1 refused, 3 configuration or sign-in, 4 no such package.

Example:
  $ devcenter preprod show 7f0c5a10-0000-4000-8000-000000000001`;

/** `devcenter preprod`. */
export function addPreprod(program: Command, open: OpenSession): void {
  const preprod = program
    .command("preprod")
    .description("packages signed by Microsoft for tests before production");

  preprod
    .command("sign")
    .description("hand a package in, wait until it is signed, and fetch what comes of it")
    .argument("<package.cab>", "a cabinet file that carries your EV signature")
    .requiredOption("--out <directory>", "where what comes of it is put")
    .option("--timeout-minutes <minutes>", "longest wait, then end with exit code 5", minutes, 60)
    .action(async (path: string, options: SignOptions, command: Command) => {
      await interruptible(async (signal) => sign(path, options, await open(command, signal), signal));
    })
    .addHelpText("after", signNotes);

  preprod
    .command("show")
    .description("one package: its status, and what comes of it")
    .argument("<packageId>", "id that preprod sign has printed", packageId)
    .action(async (id: string, _options, command: Command) => {
      const { devCenter, show } = await open(command);
      const found = preprodPackageDetails(await devCenter.preprodPackages.get(id));
      show(found, () => textOf(found));
    })
    .addHelpText("after", showNotes);
}

function packageId(text: string): string {
  if (/^[\w.-]{1,200}$/.test(text) && !/^\.+$/.test(text)) return text;
  throw new InvalidArgumentError(
    "It must be the id of a package, such as 7f0c5a10-0000-4000-8000-000000000001.",
  );
}

function textOf({ assets, ...found }: PreprodPackageDetails): string {
  return properties({
    ...found,
    assets: assets.map(({ assetId, assetType, sha256 }) =>
      [assetType, assetId, sha256 && `SHA-256 ${sha256}`].filter(Boolean).join(" "),
    ),
  });
}
