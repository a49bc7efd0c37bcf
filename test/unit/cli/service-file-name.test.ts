import assert from "node:assert/strict";
import { serviceFileName } from "../../../cli/src/service-file-name";

const names: readonly (readonly [header: string | null | undefined, name: string | undefined])[] = [
  ["attachment; filename=Shell_115.hlkx", "Shell_115.hlkx"],
  ['attachment; filename="Signed 1.0.zip"', "Signed 1.0.zip"],
  ["attachment; filename=Signed 1.0 (x64).zip", "Signed 1.0 (x64).zip"],
  ["filename=a.cab", "a.cab"],
  ["attachment;FileName = a.cab ; size=3", "a.cab"],
  ["attachment; filename=old.zip; filename*=UTF-8''Treiber%20%E9%A9%B1%E5%8A%A8.zip", "Treiber 驱动.zip"],
  ["attachment; filename*=UTF-8''%; filename=whole.zip", "whole.zip"],
  ['attachment; filename="../../etc/passwd"', "passwd"],
  ['attachment; filename="C:\\temp\\a.zip"', "a.zip"],
  ["attachment; filename=.npmrc", "npmrc"],
  ["attachment; filename=..", undefined],
  ["attachment; filename=CON.zip", "_CON.zip"],
  ['attachment; filename="a\u202egpj.exe\u0007"', "agpj.exe"],
  ['attachment; filename="a:b|c?.zip"', "a_b_c_.zip"],
  ['attachment; filename="https://a.example/c/b.cab?sp=r&sig=HUSH"', "b.cab_sp=r&sig=…"],
  ["attachment; filename*=UTF-8''b.cab%3Fsig%3DHUSH%252B", "b.cab_sig=…"],
  ["attachment; filename=Bearer HUSH.zip", "Bearer …"],
  ['attachment; filename="name . "', "name"],
  ['attachment; filename=""', undefined],
  ["attachment", undefined],
  ["", undefined],
  [null, undefined],
  [undefined, undefined],
];

describe("the name that the service gives a file", () => {
  for (const [header, name] of names) {
    it(`is ${JSON.stringify(name)} by ${JSON.stringify(header)}`, () =>
      assert.equal(serviceFileName(header), name));
  }

  it("is no longer than a file system takes, and keeps its ending", () => {
    const name = serviceFileName(`attachment; filename=${"驱".repeat(5_000)}.hlkx`) ?? "";
    assert.ok(Buffer.byteLength(name) <= 200 && name.endsWith("驱.hlkx"), name);
  });
});
