import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { type CommandOutcome, runDevcenter } from "../../../../harness/devcenter-command";
import { type ProviderProcess, startProvider } from "../../../../harness/emulated-handlers";
import { SmallEngine } from "../../../../harness/engine-simulator";
import { loadProgram } from "../../../../harness/loaded-program";
import { type MadeAccount, makeAccount } from "../../../../harness/made-accounts";
import { filesIn } from "../../../../harness/project-folder";
import type { PulumiSpy } from "../../../../harness/pulumi-spy";
import { smallPreview } from "../../../../harness/small-preview";
import { accessToken } from "../../emulator/dev-center-client";
import { requestsOfImport } from "./expected-requests";
import { assertNoLiteralIds } from "./literal-ids";

const checkout = join(__dirname, "..", "..", "..", "..");
const everything = ["--include", "failed,finished,over,shared"];

interface Report {
  readonly found: number;
  readonly alreadyManaged: number;
  readonly declared: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly undeclared: readonly { readonly id: string }[];
  readonly missingImports: readonly string[];
}

/** Of a row that stands among the good ones in the field. */
function isOdd(id: string): boolean {
  return id.endsWith("9900000000000000001") || id === "990000001";
}

/** What a product leaves out has been seen in the field with a value: at one look, and not at the next. */
function filledIn({ products, ...others }: MadeAccount): MadeAccount {
  const left = {
    selectedProductTypes: { windows_v100_RS3: "WLAN" },
    firmwareVersion: "1.2",
    announcementDate: "2026-12-01T00:00:00Z",
  };
  const whole = products.map((product) => ({ ...product, body: { ...product.body, ...left } }));
  return { ...others, products: whole };
}

/** One account, from what people made by hand to a program in which no import option stands any more. */
export class AdoptedAccount {
  readonly #engine: SmallEngine;
  readonly #include: readonly string[];
  #keys: string[] = [];

  /** @param index the odd ones have their survey cut off, and all that there is imported */
  constructor(
    private readonly emulator: Emulator,
    private readonly spy: PulumiSpy,
    readonly folder: string,
    private readonly index: number,
  ) {
    this.#engine = new SmallEngine(() => this.#provider());
    this.#include = index % 2 === 1 ? everything : [];
  }

  /** How many keys of receivers stand in the account. */
  get keys(): number {
    return this.#keys.length;
  }

  async make(account: MadeAccount): Promise<void> {
    this.emulator.reset();
    const isInField = this.index % 4 > 1;
    this.emulator.setFieldBehavior(isInField);
    this.spy.forget();
    this.#keys = await makeAccount(this.emulator, accessToken, isInField ? filledIn(account) : account);
    mkdirSync(this.folder, { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(this.folder, "node_modules"), "junction");
    // Some people have a project of ECMAScript modules.
    if (this.index % 5 === 4) writeFileSync(join(this.folder, "package.json"), '{ "type": "module" }\n');
  }

  /** With a token, because every sign-in reads all the authorities of the machine first. */
  #provider(): ProviderProcess {
    return startProvider(this.emulator, { DEVCENTER_ACCESS_TOKEN: accessToken }, { trusted: false });
  }

  async #run(...args: string[]): Promise<CommandOutcome> {
    const whole = ["import", "--out", this.folder, "--in-stack", "test", ...args, "--json"];
    const settings = { DEVCENTER_ENDPOINT: this.emulator.url, DEVCENTER_ACCESS_TOKEN: accessToken };
    const outcome = await runDevcenter(whole, settings, { cwd: this.folder });
    for (const text of [...filesIn(this.folder).values(), outcome.out, outcome.err, this.spy.argv]) {
      assert.ok(!/PLANTED-KEY|[?&]sig=/.test(text), `a secret stands in:\n${text}`);
    }
    return outcome;
  }

  /** Writes the program. Cut off at a request, it goes on there. */
  async write(): Promise<{ readonly isEmpty: boolean }> {
    const { emulator } = this;
    const before = emulator.requests.length;
    const expected = requestsOfImport(emulator.state(), this.#takesAll, emulator.fieldBehavior);
    let outcome = await this.#cutOff((this.index * 7) % expected);
    // Without driver metadata the hardware ids are written out, and the program is complete.
    const isCut = outcome !== undefined && ![0, 7].includes(outcome.exitCode ?? 1);
    if (outcome === undefined || isCut) outcome = await this.#run("--max-requests", "9999", ...this.#include);
    assert.equal(emulator.requests.length - before, expected + (isCut ? 1 : 0), outcome.out + outcome.err);
    return this.#assertAllIsDeclared(outcome);
  }

  /** Refuses the survey one request, of the odd accounts. */
  async #cutOff(after: number): Promise<CommandOutcome | undefined> {
    if (this.index % 2 === 0) return undefined;
    const { emulator } = this;
    emulator.fail({ match: { method: "GET" }, after, action: { respond: { status: 403, body: {} } } });
    const outcome = await this.#run("--max-requests", "9999", ...this.#include);
    emulator.forgetFaults();
    return outcome;
  }

  /** All but schedules that call back over plain http, and rows of which the service knows nothing else. */
  #assertAllIsDeclared({ exitCode, out, err }: CommandOutcome): { isEmpty: boolean } {
    const { entities } = this.emulator.state();
    const { found, alreadyManaged, leftOut, declared, undeclared, missingImports } = JSON.parse(
      out,
    ) as Report;
    const { reportTemplate, reportSchedule, product, submission, shippingLabel } = entities;
    const plain = reportSchedule.filter(({ callbackUrl }) => callbackUrl?.startsWith("http:"));
    const sound = undeclared.filter(({ id }) => !isOdd(id));
    const refused = sound.map(({ id }) => id);
    assert.ok(
      refused.every((id) => plain.some((one) => one.id === id)),
      JSON.stringify(sound),
    );
    assert.equal(exitCode, undeclared.length === 0 ? 0 : 7, err);
    const all = [reportTemplate, reportSchedule, product, submission, shippingLabel].flat().length;
    const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
    assert.deepEqual([alreadyManaged, missingImports, declared + undeclared.length + left], [0, [], found]);
    if (!this.emulator.fieldBehavior) assert.equal(found, all);
    if (this.#takesAll)
      assert.deepEqual([left, declared, refused.length], [0, all - plain.length, plain.length]);
    return { isEmpty: declared + undeclared.length === 0 };
  }

  get #takesAll(): boolean {
    return this.#include.length > 0;
  }

  async #program() {
    const kept = new Map(this.#engine.state.map(({ name, id }) => [name, id]));
    return loadProgram(this.folder, {
      config: this.spy.config,
      idOf: (kind, resource) => kept.get(`${kind} ${resource}`),
    });
  }

  /** The first `up`: it adopts all, and writes nothing on the service. */
  async adopt(): Promise<void> {
    const state = this.emulator.state();
    const { declared, read } = await this.#program();
    const before = this.emulator.requests.length;
    const { errors } = await this.#engine.up(declared);
    assert.deepEqual(errors, []);
    const writes = this.emulator.requests.slice(before).filter(({ method }) => method !== "GET");
    assert.deepEqual(writes, []);
    assert.deepEqual(this.emulator.state(), state);
    assert.equal(this.#engine.state.length, declared.length);
    const own = this.#engine.state.map(({ name, id }) => [name, id] as const);
    this.spy.holds(
      [...own, ...read].map(([name, id]) => {
        const [kind = "", resource = ""] = name.split(" ");
        return { kind, resource, id };
      }),
    );
  }

  /** `preview --expect-no-changes`. */
  async expectNoChanges(): Promise<void> {
    const { declared } = await this.#program();
    const { steps } = await smallPreview(this.#engine, declared, () => this.#provider());
    const changed = steps.filter(({ op }) => op !== "same");
    assert.deepEqual(
      changed.map(({ op, urn, diffReasons = [] }) => `${op} ${urn}: ${diffReasons.join()}`),
      [],
    );
    assert.equal(steps.length, this.#engine.state.length);
  }

  async settle(): Promise<void> {
    const { exitCode, out, err } = await this.#run("--settle");
    assert.equal(exitCode, 0, err);
    const { settled, kept } = JSON.parse(out) as { settled: number; kept: unknown[] };
    assert.deepEqual([settled, kept], [this.#engine.state.length, []]);
    for (const text of this.modules().values()) assert.ok(!/\bimport: "/.test(text), text);
  }

  /** All that is written in TypeScript, by its path. */
  modules(): Map<string, string> {
    return new Map([...filesIn(this.folder)].filter(([path]) => path.endsWith(".ts")));
  }

  assertReferences(): void {
    assertNoLiteralIds(this.emulator.state(), [...this.modules().values()].join("\n"));
  }

  /** The callback URLs of what is declared stand in the stack's configuration, each under a key of its own. */
  assertSecrets(): void {
    const planted = this.emulator.state().entities.reportSchedule.map(({ callbackUrl }) => callbackUrl);
    for (const value of Object.values(this.spy.config)) assert.ok(planted.includes(value));
  }

  /** Run again it writes nothing. */
  async again(): Promise<void> {
    const before = filesIn(this.folder);
    const { exitCode, out, err } = await this.#run("--max-requests", "9999", ...this.#include);
    assert.equal(exitCode, 0, err);
    assert.equal((JSON.parse(out) as Report).declared, 0, out);
    assert.deepEqual(filesIn(this.folder), before);
  }

  get isEsm(): boolean {
    const file = join(this.folder, "package.json");
    return existsSync(file) && readFileSync(file, "utf8").includes('"module"');
  }
}
