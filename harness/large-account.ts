import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type State, start } from "devcenter-emulator";
import { type CommandOutcome, startDevcenter } from "./devcenter-command";
import { emulatorSettings } from "./emulator-settings";

const token = "taken-for-a-large-account";
const products = "/v2.0/my/hardware/products";
const day = "2026-01-01T00:00:00Z";
const checkout = join(__dirname, "..");

/** What one run of `devcenter import` took. */
export interface ImportTaken extends CommandOutcome {
  readonly requests: number;
  readonly seconds: number;
  readonly peakRssBytes: number;
}

/** An account of many products, each with a submission and its labels, and a folder for the program that declares it. */
export class LargeAccount {
  readonly folder: string;

  private constructor(
    readonly emulator: Emulator,
    private readonly home: string,
  ) {
    this.folder = join(home, "program");
  }

  static async open(productCount: number, labelsPerProduct: number): Promise<LargeAccount> {
    const home = mkdtempSync(join(tmpdir(), "large-account-"));
    const stateFile = join(home, "state.json");
    const state = multiplied(await oneOfEach(), productCount, labelsPerProduct);
    writeFileSync(stateFile, JSON.stringify({ format: "devcenter-emulator/1", state }));
    return new LargeAccount(await start({ port: 0, stateFile, accessToken: token }), home);
  }

  /** Runs the command as a process of its own. */
  async import(): Promise<ImportTaken> {
    const before = this.emulator.requests.length;
    const begin = performance.now();
    const outcome = await startDevcenter(
      ["import", "--out", this.folder, "--max-requests", "100000", "--json"],
      { ...emulatorSettings(this.emulator), NODE_OPTIONS: `--import=${sayPeak}` },
    ).outcome;
    const seconds = (performance.now() - begin) / 1000;
    const kilobytes = Number(/peak (\d+)/.exec(outcome.err)?.[1]);
    const requests = this.emulator.requests.length - before;
    return { ...outcome, requests, seconds, peakRssBytes: kilobytes * 1024 };
  }

  /** What the command asked, asked again by nothing but `fetch`, one after the other: how fast the emulator answers. */
  async askAgain(count: number): Promise<number> {
    const paths = this.emulator.requests.slice(-count).map(({ path }) => path);
    const begin = performance.now();
    for (const path of paths) {
      const answer = await fetch(this.emulator.url + path, { headers: { authorization: `Bearer ${token}` } });
      await answer.text();
    }
    return (performance.now() - begin) / 1000;
  }

  /** Lets the program find the checkout's packages. */
  linkPackages(): void {
    symlinkSync(join(checkout, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  async close(): Promise<void> {
    await this.emulator.close();
    rmSync(this.home, { recursive: true });
  }
}

/** A module that says at the end how much memory the process had at most. */
const sayPeak = `data:text/javascript,${encodeURIComponent(
  'process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))',
)}`;

/** The state of a Dev Center with one product, and one submission of it that is ready. */
async function oneOfEach(): Promise<State> {
  const emulator = await start({ port: 0, accessToken: token, speed: 0 });
  try {
    const make = async (path: string, body: object) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(emulator.url + path, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    };
    await make(products, {
      productName: "one",
      testHarness: "hlk",
      deviceType: "internal",
      requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
      selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    });
    const id = emulator.state().entities.product.at(-1)?.id;
    await make(`${products}/${id}/submissions`, { name: "1.0", type: "initial" });
    return structuredClone(emulator.state());
  } finally {
    await emulator.close();
  }
}

function multiplied(one: State, productCount: number, labelsPerProduct: number): State {
  const { product, submission } = one.entities;
  const numbers = Array.from({ length: productCount }, (_, index) => index);
  const ids = (index: number) => ({
    productId: String(10_000 + index),
    submissionId: String(100_000 + index),
  });
  return {
    ...one,
    entities: {
      ...one.entities,
      product: numbers.flatMap((index) =>
        product.map((entity) => ({ ...entity, id: ids(index).productId, productName: `NIC ${index % 900}` })),
      ),
      submission: numbers.flatMap((index) =>
        submission.map((entity) => ({
          ...entity,
          id: ids(index).submissionId,
          productId: ids(index).productId,
          createdAt: day,
          committedAt: day,
        })),
      ),
      shippingLabel: numbers.flatMap((index) =>
        Array.from({ length: labelsPerProduct }, (_, number) => labelOf(ids(index), index, number)),
      ),
    },
  };
}

function labelOf(
  ids: { productId: string; submissionId: string },
  index: number,
  number: number,
): State["entities"]["shippingLabel"][number] {
  const pnpString = `pci\\ven_8086&dev_${(index * 10 + number).toString(16)}`;
  const operatingSystemCode = "WINDOWS_v100_X64_RS3_FULL";
  return {
    ...ids,
    id: String(1_000_000 + 10 * index + number),
    name: `Wave ${number}`,
    destination: "windowsUpdate",
    publishingSpecifications: { manualAcquisition: true },
    targeting: {
      hardwareIds: [{ bundleId: "0", infId: "nic.inf", operatingSystemCode, pnpString }],
      chids: [],
      restrictedToAudiences: [],
    },
    container: `label-${index}-${number}`,
    createdAt: day,
    workflowSince: day,
  };
}
