import assert from "node:assert/strict";
import { wordsOf } from "../../../../provider/api/http/error-words";

const words = (body: unknown) => wordsOf(JSON.stringify(body));
const reasonOf = (body: unknown) => words(body).reason;
const codeOf = (body: unknown) => words(body).code;
const targetsOf = (body: unknown) => words(body).targets;

describe("the words of a refusal", () => {
  it("are those of its messages alone", () => {
    const beside = {
      outcome: "denied",
      type: "about blank",
      traceId: "00 1",
      stackTrace: "at a in b",
      links: [{ href: "a b" }],
    };
    assert.equal(reasonOf({ message: "No.", ...beside }), "No.");
    assert.equal(reasonOf({ error: "Not allowed here." }), "Not allowed here.");
    assert.equal(reasonOf({ error: "Unauthorized" }), "Unauthorized");
    assert.deepEqual(wordsOf("No."), { code: undefined, reason: "No.", targets: [], supportIds: [] });
  });

  it("include those of unknown properties where they are sentences", () => {
    assert.equal(
      reasonOf({ message: "No.", remark: "Ask  them.", hint: "Or\r\nwait." }),
      "No. Ask them. Or wait.",
    );
  });

  it("are a message with its language, however short", () => {
    assert.equal(reasonOf({ error: { code: "A", message: { lang: "en-US", value: "Denied" } } }), "Denied");
  });

  it("are those of a body within a text", () => {
    const inner = JSON.stringify({ error: { code: "Held", message: "It is held." } });
    for (const body of [{ message: inner }, { code: 422, message: inner }, [inner], [`\r\n ${inner}`]]) {
      assert.deepEqual(words(body), { code: "Held", reason: "It is held.", targets: [], supportIds: [] });
    }
  });

  it("are a text that only looks like a value", () => {
    for (const text of ["42", "true", "null", "[see above]", '"see [above]"']) {
      assert.equal(reasonOf({ message: text }), text);
      assert.equal(reasonOf([text]), text);
    }
  });

  it("are all of a body that is nested deeper than any shape that is known", () => {
    const deep = (depth: number): unknown => (depth === 0 ? { message: "Denied" } : { a: deep(depth - 1) });
    assert.equal(reasonOf(deep(20)), "Denied");
    assert.match(reasonOf(deep(21)) ?? "", /^\{"a":.*"Denied"/);
    assert.equal(reasonOf({ message: "No.", more: deep(30) }), "No.");
  });

  it("are none where nothing is written", () => {
    for (const body of [{ note: "" }, { note: " " }, { message: "" }, { errors: { name: [" "] } }]) {
      assert.equal(reasonOf(body), undefined, JSON.stringify(body));
    }
  });
});

describe("the code of a refusal", () => {
  it("is the one nearest to the top, in whatever order it is written", () => {
    const error = { code: "Outer" };
    assert.equal(codeOf({ details: [{ code: "Inner" }], error }), "Outer");
    assert.equal(codeOf({ a: { b: { code: "Inner" } }, error }), "Outer");
    assert.equal(codeOf({ a: { message: JSON.stringify({ code: "Inner" }) }, error }), "Outer");
  });

  it("is that of the request before that of a property, however deep it stands", () => {
    const errors = [{ code: "OfAProperty", target: "name" }];
    assert.equal(codeOf({ errors, a: { b: { c: { code: "OfAll" } } } }), "OfAll");
  });

  it("is the first that says more than that there is an error", () => {
    assert.equal(codeOf({ error: { code: "Error", innerError: { code: "Held" } } }), "Held");
    assert.equal(codeOf({ code: " ", errorCode: "Held" }), "Held");
    assert.equal(codeOf({ error: "Conflict", code: "Held", message: "No." }), "Held");
    assert.equal(codeOf({ code: 999, message: "No." }), "999");
  });

  it("is the error beside its description, which is then all that is said", () => {
    const { code, reason } = words({ error: "invalid_grant", error_description: "Expired." });
    assert.deepEqual([code, reason], ["invalid_grant", "Expired."]);
  });
});

describe("the properties that a refusal complains about", () => {
  it("are the names of a list by name, but for what concerns the whole", () => {
    const errors = { "": ["All."], $: ["Root."], name: ["Too long."], type: true };
    assert.deepEqual(words({ errors }), {
      code: undefined,
      reason: "All. Root. name: Too long.",
      targets: ["name"],
      supportIds: [],
    });
    assert.equal(reasonOf({ errors: { name: [{ message: "Too long." }] } }), "name: Too long.");
    assert.equal(reasonOf({ errors: { name: [" "], type: ["Unknown."] } }), "type: Unknown.");
    assert.deepEqual(targetsOf({ modelState: { name: { errors: [{ errorMessage: "Too long." }] } } }), [
      "name",
    ]);
  });

  it("are not the names of one fault in the place of a list", () => {
    const errors = { code: "InvalidInput", message: "Too long.", help: "None." };
    assert.deepEqual([codeOf({ errors }), targetsOf({ errors })], ["InvalidInput", []]);
    assert.deepEqual(targetsOf({ errors: [{ field: "name", problem: "It is too long." }] }), ["name"]);
  });

  it("are named where nothing is said of them", () => {
    const { reason, targets } = words({ message: "No.", errors: [{ target: "name" }] });
    assert.deepEqual([reason, targets], ["No.", ["name"]]);
  });

  it("are named by their paths, as a program writes them", () => {
    const written = [
      "/targetingInfo/chids/0",
      "$.name",
      "a$.bc",
      "$",
      "",
      "/",
      "\u202e\u200b\u0007\n",
      "oldTargetingInfo",
    ];
    const errors = written.map((target) => ({ target, message: `Not ${target.length}.` }));
    assert.deepEqual(targetsOf({ errors }), ["targeting.chids.0", "name", "a$.bc", "oldTargetingInfo"]);
    assert.equal(
      reasonOf({ errors }),
      "targeting.chids.0: Not 22. name: Not 6. a$.bc: Not 5. Not 1. Not 0. Not 4. oldTargetingInfo: Not 16.",
    );
  });

  it("are no more than 50, of however many there are", () => {
    const errors = Array.from({ length: 60 }, (_, at) => ({ target: `a${at}`, message: "No." }));
    assert.equal(targetsOf({ errors }).length, 50);
  });
});

describe("the ids that a refusal gives for Microsoft's support", () => {
  it("are no more than 3", () => {
    const errors = ["1", "2", "3", "4"].map((id) => ({ message: "No.", TrackingId: id }));
    assert.deepEqual(words({ errors }).supportIds, ["TrackingId 1", "TrackingId 2", "TrackingId 3"]);
  });
});
