import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { standingClock } from "../../../harness/scripted-service";
import { folderOfEachTest } from "../../../harness/test-folder";
import { createSession } from "../../../provider/dynamic/session";

const token = { DEVCENTER_ACCESS_TOKEN: "t" };

function session(environment: Record<string, string>) {
  return createSession({ environment, say: () => undefined, clock: standingClock() });
}

describe("the session of a provider process", () => {
  const journals = folderOfEachTest();

  it("opens Dev Center once for all handlers", () => {
    const { context } = session(token);
    assert.equal(context().devCenter, context().devCenter);
  });

  it("shows a handler which objects are those of other resources of the run", () => {
    const one = session({ ...token, DEVCENTER_JOURNAL_DIRECTORY: "none" });
    const ref = { kind: "Submission", id: "1/2" } as const;
    assert.equal(one.context().isManaged(ref), false);
    one.ownership.markManaged(ref);
    assert.equal(one.context().isManaged(ref), true);
  });

  it("shows a handler what another stack has made meanwhile, but not what its own has under an old name", () => {
    const [of, kind] = [{ ...token, DEVCENTER_JOURNAL_DIRECTORY: journals() }, "Submission"];
    const one = session(of);
    const urn = (stack: string, name: string) => `urn:pulumi:${stack}::drivers::Submission::${name}`;
    one.declared.add(kind, urn("dev", "new"));
    const areManaged = () => ["1/2", "1/3"].map((id) => one.context().isManaged({ kind, id }));
    assert.deepEqual(areManaged(), [false, false]);
    session(of)
      .journal()
      .begin({ kind, resource: urn("prod", "a"), inputs: {} })
      .created("1/2");
    session(of)
      .journal()
      .begin({ kind, resource: urn("dev", "old"), inputs: {} })
      .created("1/3");
    assert.deepEqual(areManaged(), [true, false]);
  });

  it("goes by the clock that it is given", () => {
    assert.deepEqual(session(token).context().clock.now(), new Date("2026-03-01T12:00:00Z"));
  });

  it("opens nothing, and wants no credential, to judge settings", () => {
    assert.doesNotThrow(() => session({}).checkSettings());
  });

  it("wants a credential for the first call", () => {
    assert.throws(() => session({}).context(), /cannot sign in to the Hardware Dev Center/);
  });

  it("takes the configuration of the stack", () => {
    const one = session({});
    one.configure((key) => (key === "devcenter:accessToken" ? "t" : undefined));
    assert.doesNotThrow(() => one.context());
  });

  it("keeps the configuration that came first", () => {
    const one = session(token);
    one.configure(() => undefined);
    one.configure((key) => (key === "devcenter:apiVersion" ? "nonsense" : undefined));
    assert.doesNotThrow(() => one.checkSettings());
  });

  it("warns once of a version of the API that is over, and of no other", () => {
    const said: string[] = [];
    const say = (message: string) => void said.push(message);
    for (const DEVCENTER_API_VERSION of ["v2.0", "v1.0"]) {
      const one = createSession({ environment: { DEVCENTER_API_VERSION }, say, clock: standingClock() });
      one.checkSettings();
      one.checkSettings();
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^warning: devcenter:apiVersion is v1\.0/);
  });

  it("can open after a credential was missing", () => {
    const environment: Record<string, string> = {};
    const one = session(environment);
    assert.throws(() => one.context());
    Object.assign(environment, token);
    assert.doesNotThrow(() => one.context());
  });

  it("takes registration for settled when the engine was quiet for twenty polls", async () => {
    const clock = standingClock();
    const one = createSession({ environment: token, say: () => undefined, clock });
    await one.ownership.waitForRegistrationToSettle();
    assert.equal(clock.waits.length, 20);
  });
});

describe("the journal of a session", () => {
  const wanted = { kind: "product", resource: "urn:a", inputs: {} };
  const home = process.cwd();
  const folder = folderOfEachTest();
  afterEach(() => {
    process.chdir(home);
  });

  const journalOf = (environment: Record<string, string>) =>
    session({ DEVCENTER_JOURNAL_DIRECTORY: folder("journal"), ...environment }).journal();
  /** What a second session finds of what the first has begun. */
  function found(first: Record<string, string>, second: Record<string, string>): number {
    journalOf(first).begin(wanted);
    return journalOf(second).interruptedIntents(wanted).length;
  }
  const application = {
    AZURE_TENANT_ID: "contoso.example",
    AZURE_CLIENT_ID: "00000000-0000-4000-8000-000000000001",
    AZURE_CLIENT_SECRET: "first secret",
  };

  it("is that of an earlier one of the same project and account, whatever its secret is", () => {
    assert.equal(found(token, { DEVCENTER_ACCESS_TOKEN: "renewed" }), 1);
    assert.equal(found(application, { ...application, AZURE_CLIENT_SECRET: "second secret" }), 1);
  });

  const others: [what: string, first: Record<string, string>, second: Record<string, string>][] = [
    ["endpoint", token, { ...token, DEVCENTER_ENDPOINT: "https://other.example" }],
    ["tenant", application, { ...application, AZURE_TENANT_ID: "fabrikam.example" }],
    ["application", application, { ...application, AZURE_CLIENT_ID: "00000000-0000-4000-8000-000000000002" }],
    ["way to sign in", application, token],
    ["way to sign in that has no name either", token, { ARM_USE_MSI: "true" }],
    [
      "managed identity",
      { ARM_USE_MSI: "true", AZURE_CLIENT_ID: "a" },
      { ARM_USE_MSI: "true", AZURE_CLIENT_ID: "b" },
    ],
  ];
  for (const [what, first, second] of others) {
    it(`is another one for another ${what}`, () => assert.equal(found(first, second), 0));
  }

  it("is another one for another project", () => {
    journalOf(token).begin(wanted);
    mkdirSync(folder("project"));
    process.chdir(folder("project"));
    assert.equal(journalOf(token).interruptedIntents(wanted).length, 0);
  });

  it("is kept nowhere where none is wanted", () => {
    journalOf({ ...token, DEVCENTER_JOURNAL_DIRECTORY: "none" }).begin(wanted);
    assert.deepEqual(readdirSync(folder()), []);
  });
});
