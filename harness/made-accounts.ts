import type { Emulator, Entities, EntityKind } from "devcenter-emulator";
import fc from "fast-check";
import { stringify } from "lossless-json";
import { combinationsOf, type MadeLabel, metadataOver, releases } from "./made-labels";
import { type MadeProduct, type MadeSubmission, madeProduct } from "./made-products";
import { type MadeSchedule, madeSchedules, madeTemplate } from "./made-reports";

/** What people have made by hand in an account, in every state in which they may have left it. */
export interface MadeAccount {
  readonly templates: readonly object[];
  readonly schedules: readonly MadeSchedule[];
  readonly products: readonly MadeProduct[];
}

export const madeAccount: fc.Arbitrary<MadeAccount> = fc
  .record({
    templates: fc.array(madeTemplate, { maxLength: 3 }),
    products: fc.array(madeProduct, { maxLength: 3 }),
  })
  .chain(({ templates, products }) =>
    madeSchedules(templates.length).map((schedules) => ({ templates, schedules, products })),
  );

/** So many accounts, always the same; the first is empty, and every fortieth has more products than a page takes. */
export function madeAccounts(count: number, seed: number): MadeAccount[] {
  const many = fc
    .sample(madeProduct, { numRuns: 51, seed })
    .map((product) => ({ ...product, submissions: [] }));
  return fc.sample(madeAccount, { numRuns: count, seed }).map((account, index) => {
    if (index === 0) return { templates: [], schedules: [], products: [] };
    return index % 40 === 17 ? { ...account, products: [...account.products, ...many] } : account;
  });
}

/** A label for each release of Windows: the rarest of what is drawn. */
export const everyRelease: MadeAccount = {
  templates: [],
  schedules: [],
  products: [
    {
      body: { productName: "All", testHarness: "HLK", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"] },
      isExtensionInf: false,
      isInbox: false,
      submissions: [
        {
          name: "1.0",
          stage: "signed",
          metadata: metadataOver([], 0),
          lacksMetadata: false,
          labels: releases.map((release) => ({
            body: {
              name: "Wave",
              destination: "windowsUpdate",
              publishingSpecifications: { manualAcquisition: true },
              targeting: {
                hardwareIds: combinationsOf(metadataOver([], 0)),
                inServicePublishInfo: { flooring: release, ceiling: release },
              },
            },
            stage: "published" as const,
            isReceived: false,
          })),
        },
      ],
    },
  ],
};

const minuteMs = 60_000;
const products = "/v2.0/my/hardware/products";

/**
 * Makes the account by the API, and by the emulator's own door what only time and Microsoft make of it.
 *
 * @param token what the emulator takes besides the tokens that it issues
 * @returns the keys that stand in callback URLs
 */
export async function makeAccount(
  emulator: Emulator,
  token: string,
  account: MadeAccount,
): Promise<string[]> {
  const maker = new Maker(emulator, token);
  const templates: string[] = [];
  for (const body of account.templates) {
    templates.push(await maker.make("reportTemplate", "/analytics/driver/reporttemplate", body));
  }
  const keys: string[] = [];
  for (const [index, schedule] of account.schedules.entries()) {
    const key = `PLANTED-KEY-${index}-OF-A-RECEIVER`;
    if (schedule.callback !== undefined) keys.push(key);
    await maker.schedule(schedule, Number(templates[schedule.template]), key);
  }
  for (const product of account.products) await maker.product(product);
  return keys;
}

class Maker {
  readonly #now: number;

  constructor(
    private readonly emulator: Emulator,
    private readonly token: string,
  ) {
    this.#now = emulator.clock.now().getTime();
  }

  async make<Kind extends EntityKind>(
    kind: Kind,
    path: string,
    body: object,
    more: Partial<Entities[Kind]> = {},
  ): Promise<string> {
    this.emulator.scriptNext(kind, more);
    await this.#ask("POST", path, body);
    return this.emulator.state().entities[kind].at(-1)?.id ?? "";
  }

  async #ask(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(this.emulator.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      // With numbers that a double would round.
      body: stringify(body) ?? "",
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}: ${stringify(body)}`);
  }

  #ago(minutes: number): string {
    return new Date(this.#now - minutes * minuteMs).toISOString();
  }

  async schedule(made: MadeSchedule, templateId: number, key: string): Promise<void> {
    const { startsInHours, recurrenceInterval, recurrence, callback, isPaused } = made;
    const startTime = `${this.#ago(-60 * startsInHours).slice(0, 19)}Z`;
    const body = {
      templateId,
      schedule: { startTime, recurrenceInterval, recurrence },
      ...(callback && { callbackUrl: callback.replace("%s", key) }),
    };
    // Paused until now: so no receiver is called, who would be a stranger.
    const pauses = [{ from: "2000-01-01T00:00:00.000Z", to: this.#ago(0) }];
    const id = await this.make("reportSchedule", "/analytics/driver/report", body, { pauses });
    if (isPaused) await this.#ask("POST", `/analytics/driver/report/pause/${id}`, {});
  }

  async product({ body, isExtensionInf, isInbox, submissions }: MadeProduct): Promise<void> {
    const id = await this.make("product", products, body, {
      isExtensionInf,
      ...(isInbox && { inboxOrSystem: true }),
    });
    for (const [index, submission] of submissions.entries()) {
      await this.submission(`${products}/${id}/submissions`, submission, index === 0 ? "initial" : "derived");
    }
  }

  async submission(path: string, made: MadeSubmission, type: string): Promise<void> {
    const { name, stage, metadata, lacksMetadata, labels } = made;
    const id = await this.make("submission", path, { name, type }, { driverMetadata: metadata });
    const minutes = { uncommitted: undefined, received: 0, running: 10, failed: 200, signed: 200 }[stage];
    this.emulator.edit("submission", id, {
      lacksDriverMetadata: lacksMetadata,
      ...(minutes !== undefined && { committedAt: this.#ago(minutes), commits: 1 }),
      ...(stage === "failed" && { packageFaults: ["The package is empty."] }),
    });
    if (stage !== "signed") return;
    for (const label of labels) await this.label(`${path}/${id}/shippingLabels`, label);
  }

  async label(path: string, { body, stage, isReceived }: MadeLabel): Promise<void> {
    const id = await this.make("shippingLabel", path, body);
    const made = this.emulator.state().entities.shippingLabel.at(-1);
    if (made === undefined || stage === "running") return;
    const { targeting, destination } = made;
    const failStep = destination === "windowsUpdate" ? "updateGeneration" : "processSharing";
    const chids = [{ chid: "00000000-ccee-5c6d-8ee9-3c70fc7aae83", recovery: "Recovered" as const }];
    this.emulator.edit("shippingLabel", id, {
      workflowSince: this.#ago(180),
      ...(stage === "failed" && { failStep }),
      ...(stage === "approval" && { holdStep: "microsoftApproval" }),
      ...(stage === "cancelled" && { cancelledAt: this.#ago(5 * 24 * 60), cancelStep: "microsoftApproval" }),
      ...(stage === "expired" && { targeting: { ...targeting, hardwareIds: [] } }),
      ...(stage === "takenBack" && { targeting: { ...targeting, chids: [...targeting.chids, ...chids] } }),
    });
    if (isReceived) this.emulator.receiveShared(id);
  }
}
