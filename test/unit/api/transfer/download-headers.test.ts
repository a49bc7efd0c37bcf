import assert from "node:assert/strict";
import {
  condition,
  continues,
  markOf,
  proof,
  totalOf,
  wantsToken,
} from "../../../../provider/api/transfer/download-headers";
import type { PartialFile } from "../../../../provider/api/transfer/partial-file";

const part = (bytes: number, mark: object) => ({ bytes, mark }) as PartialFile;

describe("what a download asks of a store, and believes it", () => {
  const here = part(10, { etag: '"one"', size: 20 });
  const answers: [what: string, headers: Record<string, string>, goesOn: boolean][] = [
    ["the rest of the same content", { etag: '"one"', "content-range": "bytes 10-19/20" }, true],
    ["the rest of a size that it does not say", { etag: '"one"', "content-range": "bytes 10-19/*" }, true],
    ["the rest of other content", { etag: '"two"', "content-range": "bytes 10-19/20" }, false],
    ["the rest of content without a name", { "content-range": "bytes 10-19/20" }, false],
    ["another part", { etag: '"one"', "content-range": "bytes 9-19/20" }, false],
    ["a part of something longer", { etag: '"one"', "content-range": "bytes 10-19/21" }, false],
    ["a part that it does not name", { etag: '"one"' }, false],
    ["a part that it names in words", { etag: '"one"', "content-range": "not bytes 10-19/20" }, false],
    ["a part of no clear size", { etag: '"one"', "content-range": "bytes 10-19/20 or so" }, false],
  ];
  for (const [what, headers, goesOn] of answers) {
    it(`${goesOn ? "goes on with" : "does not go on with"} ${what}`, () => {
      assert.equal(continues(headers, here), goesOn);
    });
  }

  it("asks for what is missing, of this very content only", () => {
    assert.deepEqual(condition(here), { range: "bytes=10-", "if-match": '"one"' });
    assert.deepEqual([condition(part(0, { etag: '"one"' })), condition(part(10, {}))], [{}, {}]);
  });

  it("keeps a strong name, the size and either MD5", () => {
    assert.deepEqual(markOf({ etag: '"one"', "content-length": "3", "content-md5": "a" }), {
      etag: '"one"',
      size: 3,
      md5: "a",
    });
    // Of a part, Content-MD5 is that of the part.
    const both = { etag: 'W/"one"', "x-ms-blob-content-md5": "all", "content-md5": "part" };
    assert.deepEqual(markOf(both), { md5: "all" });
  });

  it("keeps no name that is empty, or that no request can ask for", () => {
    for (const etag of ["", '"a b"', '"one"\n', '"\u00e9"', "W/", "\u007f"])
      assert.deepEqual(markOf({ etag }), {}, etag);
    for (const etag of ["0x8D", "!~", '"W/"']) assert.deepEqual(markOf({ etag }), { etag });
  });

  it("goes on with the rest of something whose size nobody has said yet", () => {
    const unsized = part(10, { etag: '"one"' });
    assert.equal(continues({ etag: '"one"', "content-range": "bytes 10-19/20" }, unsized), true);
  });

  it("knows of how many bytes a part is, where that is said", () => {
    const totals = ["bytes 3-5/12", "bytes 3-5/*", "bytes 3-5/1x"].map((range) =>
      totalOf({ "content-range": range }),
    );
    assert.deepEqual([...totals, totalOf({})], [12, undefined, undefined, undefined]);
  });

  it("knows nothing of what is not said, or said twice", () => {
    assert.deepEqual(markOf({}), {});
    assert.deepEqual(markOf({ etag: ['"one"', '"two"'], "content-length": "3" }), { size: 3 });
  });

  it("shows a token where there is one, in a version of the store that takes it", () => {
    assert.deepEqual(proof(undefined), {});
    assert.deepEqual(proof("t0ken"), { authorization: "Bearer t0ken", "x-ms-version": "2017-11-09" });
  });

  const links: [url: string, wants: boolean][] = [
    ["https://a.blob.core.windows.net/c/b", true],
    ["https://a.z1.blob.storage.azure.net/c/b", true],
    ["https://a.blob.core.windows.net/c/b?sig=x", false],
    ["http://a.blob.core.windows.net/c/b", false],
    ["https://a.blob.core.windows.net.example/c/b", false],
    ["https://ablobcore.windows.net/c/b", false],
    ["https://example.com/a.blob.core.windows.net", false],
  ];
  for (const [url, wants] of links) {
    it(`${wants ? "may send" : "never sends"} a storage token to ${url}`, () => {
      assert.equal(wantsToken(url), wants);
    });
  }
});
