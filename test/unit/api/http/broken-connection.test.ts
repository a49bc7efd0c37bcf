import assert from "node:assert/strict";
import { brokenBy } from "../../../../harness/scripted-service";
import {
  adviceOn,
  type Destination,
  failureBy,
  whatBroke,
} from "../../../../provider/api/http/broken-connection";

const tunnel = (status: number) => new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`);
const at = (code: string, more: object) => Object.assign(brokenBy(code), more);

describe("a request that got no answer", () => {
  const neverSent = { mayHaveTakenEffect: false, permanent: false };
  const hopeless = { mayHaveTakenEffect: false, permanent: true };
  const unknown = { mayHaveTakenEffect: true, permanent: false };
  const table: [what: string, cause: Error, meaning: typeof unknown][] = [
    ["a host that nothing leads to", brokenBy("EHOSTUNREACH"), neverSent],
    ["a network that nothing leads to", brokenBy("ENETUNREACH"), neverSent],
    ["names that cannot be resolved now", brokenBy("EAI_AGAIN"), neverSent],
    ["a certificate that is over", brokenBy("CERT_HAS_EXPIRED"), hopeless],
    ["a certificate without its authority", brokenBy("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), hopeless],
    ["a proxy whose certificate has another name", brokenBy("UND_ERR_PRX_TLS"), hopeless],
    ["a proxy that opens no tunnel", tunnel(403), hopeless],
    ["a proxy that wants a password", new Error("Proxy Authentication Required (407)"), hopeless],
    ["a connection that was cut", brokenBy("ECONNRESET"), unknown],
    ["a connection that stood and lost its host", at("EHOSTUNREACH", { syscall: "read" }), unknown],
    ["a connection that stood and lost its network", at("ENETUNREACH", { syscall: "write" }), unknown],
    ["a host that could not be connected to", at("EHOSTUNREACH", { syscall: "connect" }), neverSent],
    ["an error that has no code", new Error("it broke"), unknown],
    ["an error that quotes a proxy", new Error("upstream: Proxy response (403) !== 200"), unknown],
    ["an error that quotes a password", new Error("upstream: Proxy Authentication Required (407)"), unknown],
  ];
  for (const [what, cause, { mayHaveTakenEffect, permanent }] of table) {
    it(`${mayHaveTakenEffect ? "may" : "cannot"} have taken effect, and ${permanent ? "stays" : "may not stay"} so, after ${what}`, () => {
      assert.deepEqual(failureBy(cause), { kind: "no answer", mayHaveTakenEffect, permanent });
    });
  }

  it("is not sent again after the stop that ended it, and may have taken effect", () => {
    const failure = failureBy(brokenBy("UND_ERR_ABORTED"), { signal: AbortSignal.abort() });
    assert.deepEqual(failure, { kind: "no answer", mayHaveTakenEffect: true, permanent: true });
    const { signal } = new AbortController();
    assert.equal(failureBy(brokenBy("UND_ERR_ABORTED"), { signal }).permanent, false);
  });
});

describe("what is said of a broken connection", () => {
  const url = "https://dc.example/v2.0";
  const api: Destination = { name: "dc.example", url, setting: "devcenter:endpoint" };
  const blobs: Destination = { name: "the blob store" };
  const failed = (name: string, code: string, advice = "") =>
    `the connection to ${name} failed (${code}).${advice}`;
  const viaProxy = (proxy: string, code: string) =>
    `the connection to the proxy ${proxy}, on the way to dc.example, failed (${code}). Check HTTPS_PROXY and NO_PROXY.`;
  const refusedAt = (...ports: number[]) =>
    at("ECONNREFUSED", { errors: ports.map((port) => at("ECONNREFUSED", { address: "10.0.0.1", port })) });
  const nothingListens =
    " Nothing listens there: check devcenter:endpoint and the firewall; behind a proxy, set HTTPS_PROXY.";
  const notValidToday = " Its certificate is not valid today: check the clock of this machine.";
  const unresolved = (check: string) =>
    ` The name of the host could not be resolved: ${check} the DNS of this machine; behind a proxy, set HTTPS_PROXY.`;

  const table: [what: string, cause: Error, destination: Destination, text: string][] = [
    ["a cut", brokenBy("ECONNRESET"), api, failed("dc.example", "ECONNRESET")],
    ["no code", new Error("other side closed"), api, failed("dc.example", "other side closed")],
    [
      "time-out",
      brokenBy("UND_ERR_CONNECT_TIMEOUT"),
      api,
      "no answer from dc.example within 7 s (devcenter:requestTimeoutSeconds).",
    ],
    [
      "no name",
      brokenBy("ENOTFOUND"),
      api,
      failed("dc.example", "ENOTFOUND", unresolved("check devcenter:endpoint and")),
    ],
    ["no name now", brokenBy("EAI_AGAIN"), blobs, failed("the blob store", "EAI_AGAIN", unresolved("check"))],
    ["nothing listens", refusedAt(443), api, failed("dc.example", "ECONNREFUSED", nothingListens)],
    ["expired", brokenBy("CERT_HAS_EXPIRED"), api, failed("dc.example", "CERT_HAS_EXPIRED", notValidToday)],
    [
      "not yet valid",
      brokenBy("CERT_NOT_YET_VALID"),
      api,
      failed("dc.example", "CERT_NOT_YET_VALID", notValidToday),
    ],
    [
      "a certificate of another name",
      brokenBy("ERR_TLS_CERT_ALTNAME_INVALID"),
      blobs,
      failed(
        "the blob store",
        "ERR_TLS_CERT_ALTNAME_INVALID",
        " Its certificate is for another name: check the address, and the proxies on the way.",
      ),
    ],
    [
      "a proxy that wants a password",
      new Error("Proxy Authentication Required (407)"),
      api,
      "the proxy on the way to dc.example answered with 407. It wants a user and a password: HTTPS_PROXY=http://<user>:<password>@<host>:<port>.",
    ],
    [
      "a proxy whose certificate has another name",
      brokenBy("UND_ERR_PRX_TLS"),
      api,
      failed(
        "dc.example",
        "UND_ERR_PRX_TLS",
        " The certificate of the proxy is for another name: check HTTPS_PROXY.",
      ),
    ],
    [
      "a proxy that refuses everybody",
      tunnel(403),
      api,
      "the proxy on the way to dc.example answered with 403. Check HTTPS_PROXY, and whether the proxy lets this host through.",
    ],
    [
      "a certificate without its authority",
      brokenBy("SELF_SIGNED_CERT_IN_CHAIN"),
      api,
      failed(
        "dc.example",
        "SELF_SIGNED_CERT_IN_CHAIN",
        " Its certificate is not trusted: if your company or a proxy signs certificates, set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of its authority.",
      ),
    ],
    ["a proxy at another port", refusedAt(3128), api, viaProxy("10.0.0.1:3128", "ECONNREFUSED")],
    ["a proxy at the second address", refusedAt(443, 3128), api, viaProxy("10.0.0.1:3128", "ECONNREFUSED")],
    ["a proxy of another name", at("ENOTFOUND", { hostname: "proxy" }), api, viaProxy("proxy", "ENOTFOUND")],
    [
      "the host itself, which has no name",
      at("ENOTFOUND", { hostname: "dc.example" }),
      api,
      failed("dc.example", "ENOTFOUND", unresolved("check devcenter:endpoint and")),
    ],
    [
      "port 80 of http",
      refusedAt(80),
      { ...api, url: "http://dc.example/" },
      failed("dc.example", "ECONNREFUSED", nothingListens),
    ],
    [
      "the port of the URL",
      refusedAt(8443),
      { ...api, url: "https://dc.example:8443/" },
      failed("dc.example", "ECONNREFUSED", nothingListens),
    ],
  ];
  for (const [what, cause, destination, text] of table) {
    it(`names what to do about it: ${what}`, () => {
      assert.equal(whatBroke(cause, destination, { requestTimeoutMs: 7_000 }), text);
    });
  }

  it("does not blame the setting where a connection was given up sooner", () => {
    assert.equal(
      whatBroke(brokenBy("UND_ERR_CONNECT_TIMEOUT"), api, {}),
      "no connection to dc.example within 30 s. Check the firewall; behind a proxy, set HTTPS_PROXY.",
    );
  });

  it("blames the setting where that is as long as a connection may take", () => {
    assert.match(
      whatBroke(brokenBy("UND_ERR_CONNECT_TIMEOUT"), api, { requestTimeoutMs: 30_000 }),
      /within 30 s \(devcenter:requestTimeoutSeconds\)/,
    );
  });

  it("is advice alone for what a library has sent, also about a proxy that refuses it", () => {
    assert.deepEqual(adviceOn(tunnel(407)), [
      "The proxy on the way answered with 407: check HTTPS_PROXY, its user and its password.",
    ]);
    assert.deepEqual(adviceOn(brokenBy("ECONNRESET")), []);
  });

  it("is that the run was interrupted, where it was, whatever broke by that", () => {
    for (const cause of [brokenBy("UND_ERR_HEADERS_TIMEOUT"), brokenBy("ECONNRESET")]) {
      const text = whatBroke(cause, api, { signal: AbortSignal.abort() });
      assert.equal(text, "the run was interrupted before dc.example answered.");
    }
  });
});
