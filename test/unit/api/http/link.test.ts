import assert from "node:assert/strict";
import { isInOwnNetwork } from "../../../../provider/api/http/link";

describe("an address of a network of one's own", () => {
  for (const [host, expected] of [
    ["169.254.169.254", true],
    ["169.254.130.2:8081", true],
    ["10.0.0.1", true],
    ["172.16.0.1", true],
    ["172.19.0.1", true],
    ["172.20.0.1", true],
    ["172.29.255.255", true],
    ["172.31.255.255", true],
    ["192.168.1.1", true],
    ["172.15.0.1", false],
    ["172.32.0.1", false],
    ["172.1.16.1", false],
    ["169.253.1.1", false],
    ["192.169.1.1", false],
    ["100.1.1.1", false],
    ["8.10.0.1", false],
    ["10.example", false],
    ["10.0.0.1.example", false],
    ["azure.10.0.0.example", false],
  ] as const) {
    it(`is ${expected ? "" : "not "}${host}`, () => {
      assert.equal(isInOwnNetwork(`http://${host}/token`), expected);
    });
  }

  it("is not what is no URL", () => {
    assert.equal(isInOwnNetwork("10.0.0.1"), false);
  });
});
