import assert from "node:assert/strict";
import { wordsOf } from "../../../../provider/api/http/error-words";

describe("a refusal in XML", () => {
  it("has code and message by their elements, in any namespace and with attributes", () => {
    const xml =
      '<?xml version="1.0"?><odata:error xmlns:odata="urn:m"><odata:code>EntityNotFound</odata:code><odata:message xml:lang="en-US">No such label.</odata:message></odata:error>';
    assert.deepEqual(wordsOf(xml), {
      code: "EntityNotFound",
      reason: "No such label.",
      targets: [],
      supportIds: [],
    });
  });

  it("has a message that stands in CDATA", () => {
    const xml = "<Error><Message><![CDATA[The label is held.]]></Message></Error>";
    assert.equal(wordsOf(xml).reason, "The label is held.");
  });

  it("keeps apart the faults that it lists", () => {
    const fault = (target: string, message: string) =>
      `<error><target>${target}</target><message>${message}</message></error>`;
    const xml = `<errors>${fault("name", "Too long.")}${fault("type", "Unknown.")}</errors>`;
    assert.equal(wordsOf(xml).reason, "name: Too long. type: Unknown.");
  });

  it("says no more than its messages where one of the faults is a code alone", () => {
    const xml = "<e><code>A</code><message>Too long.</message><code>B</code></e>";
    assert.deepEqual([wordsOf(xml).code, wordsOf(xml).reason], ["A", "Too long."]);
  });

  it("says all that stands in it where no element is known as a message", () => {
    assert.equal(wordsOf("<Error><why>Denied</why></Error>").reason, "Denied");
    assert.equal(wordsOf("<Error><Message> </Message><why>Denied</why></Error>").reason, "Denied");
    assert.equal(wordsOf("<Error><Code>Held</Code><why>Denied</why></Error>").reason, "Held Denied");
    assert.equal(wordsOf("<Error/>").reason, undefined);
  });

  it("has its characters in plain", () => {
    const xml =
      "<e><message>Don&#8217;t &#x22;wait&#x22; &lt;here&gt; &amp; &quot;there&quot;&nbsp;&apos;now&apos; &unknown; &#x110000; &#1114112;</message></e>";
    assert.equal(wordsOf(xml).reason, `Don’t "wait" <here> & "there" 'now' &unknown; &#x110000; &#1114112;`);
  });
});

describe("a refusal in a web page", () => {
  it("has the words of title, headings and paragraphs, whatever stands within or between them", () => {
    const page =
      "<html><head><title>Down</title ></head><body>menu<h1>Service</h1><p>Please <b>sign in</b> again.</p\n><div>x</div><li>Soon.</li></body></html>";
    assert.deepEqual(wordsOf(page), {
      code: undefined,
      reason: "Down Service Please sign in again. Soon.",
      targets: [],
      supportIds: [],
    });
  });

  it("has nothing of what is not shown", () => {
    const page =
      "<html><body><!-- <b>old</b> --><script>if (1 > 0) a();</script><script>b > 1</script ><style>p>a{}</style>Sorry</body></html>";
    assert.equal(wordsOf(page).reason, "a web page instead of an answer: Sorry");
  });

  it("has all of its words where its paragraphs are empty", () => {
    const page = "<html><body><p> </p><p><br></p>Sorry</body></html>";
    assert.equal(wordsOf(page).reason, "a web page instead of an answer: Sorry");
  });
});

describe("markup that does not end what it begins", () => {
  it("is told to where the next one begins, or to its end", () => {
    for (const [page, reason] of [
      ["<html><p>One.<p>Two.<b>Three.", "One. Two. Three."],
      ["<html><p>One.</p>Two.<!-- old", "One."],
      ["<html>One.<!-- <p>old</p>", "a web page instead of an answer: One."],
      ["<html>One.<script>a()", "a web page instead of an answer: One."],
      ["<Error><Message><![CDATA[One.</Message></Error>", "One."],
    ] as const) {
      assert.equal(wordsOf(page).reason, reason, page);
    }
  });

  const many = 50_000;
  for (const [begins, text] of [
    ["<html>", "<p"],
    ["<html>", "<p>"],
    ["<html><p>", "<h1>a<"],
    ["<html>", "<script"],
    ["<html>", "<!--"],
    ["<html>", "a<"],
    ["<a>", "<![CDATA["],
    ["<a>", "< "],
    ["<", "aaaa"],
  ] as const) {
    it(`keeps nobody waiting: ${begins}${text}${text}…`, () => {
      const start = performance.now();
      wordsOf(begins + text.repeat(many));
      assert.ok(performance.now() - start < 5_000);
    });
  }

  it("keeps nobody waiting with many elements, each of its own name", () => {
    const xml = Array.from({ length: 15_000 }, (_, index) => `<a${index}>b</a${index}>`).join("");
    assert.match(wordsOf(`<e>${xml}</e>`).reason ?? "", /^b b b/);
  });
});
