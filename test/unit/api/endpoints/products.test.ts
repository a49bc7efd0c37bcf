import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { productDetails } from "../../../../provider/api/endpoints/product-details";
import { products } from "../../../../provider/api/endpoints/products";
import { wireNumber, writeJson } from "../../../../provider/api/http/json";

const id = "14631253285588838";
const record = (more: object = {}) => ({
  status: 200,
  body: writeJson({ id: wireNumber(id), sharedProductId: wireNumber("1152921504607010608"), ...more }),
});

function over(answers: ScriptedAnswer[], apiVersion = "v2.0") {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, products: products(client, apiVersion) };
}

describe("the calls of products", () => {
  it("create by POST of the product", async () => {
    const { products: calls, sent } = over([record()]);
    await calls.create({ productName: "Volcano" });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["POST", "/v2.0/my/hardware/products", { productName: "Volcano" }],
    );
  });

  it("read one by its id, all digits in the path", async () => {
    const { products: calls, sent } = over([record()]);
    await calls.get(id);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["GET", `/v2.0/my/hardware/products/${id}`]);
  });

  it("patch one", async () => {
    const { products: calls, sent } = over([{ status: 204 }]);
    await calls.update(id, { productName: "Etna" });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["PATCH", `/v2.0/my/hardware/products/${id}`, { productName: "Etna" }],
    );
  });

  it("go to v1.0 where that is configured", async () => {
    const { products: calls, sent } = over([record()], "v1.0");
    await calls.get(id);
    assert.match(sent[0]?.path ?? "", /^\/v1\.0\/my\/hardware\//);
  });

  it("keep every digit of both ids", async () => {
    const { id: read, sharedProductId } = await over([record()]).products.get(id);
    assert.deepEqual([read, sharedProductId], [id, "1152921504607010608"]);
  });

  it("tolerate null for whatever was not set", async () => {
    const rest = {
      marketingNames: null,
      deviceType: null,
      announcementDate: null,
      additionalAttributes: null,
    };
    await assert.doesNotReject(over([record(rest)]).products.get(id));
  });

  it("tolerate properties nobody has heard of", async () => {
    const rest = { createdBy: "a", links: [], isRetpolineCompiled: true, packageType: { x: 1 } };
    await assert.doesNotReject(over([record(rest)]).products.get(id));
  });

  it("do not repeat a creation after 500, for nobody can delete a product", async () => {
    const { products: calls, sent } = over([{ status: 500 }, record()]);
    await failureOf(calls.create({}));
    assert.equal(sent.length, 1);
  });

  it("repeat a patch after 500, for twice is as once", async () => {
    const { products: calls, sent } = over([{ status: 500 }, { status: 204 }]);
    await calls.update(id, { productName: "Etna" });
    assert.equal(sent.length, 2);
  });

  it("refuse a product without an id", async () => {
    const error = await failureOf(over([{ status: 200, body: { productName: "a" } }]).products.create({}));
    assert.match(error.message, /id is not what the API documents: expected an integer id/);
  });

  it("list all of them, and page by page", async () => {
    const answer = { status: 200, body: `{"value":[{"id":${id}},{}]}` };
    const { products: calls, sent } = over([answer, answer]);
    const unreadable: number[] = [];
    assert.deepEqual(
      (await calls.list((rows) => unreadable.push(rows))).map((row) => row.id),
      [id],
    );
    const { rows, ...page } = await calls.page({ page: "2" });
    assert.deepEqual([rows[0]?.id, page, unreadable], [id, { next: undefined, unreadable: 1 }, [1]]);
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/v2.0/my/hardware/products/", "/v2.0/my/hardware/products/?page=2"],
    );
  });

  it("read many out of the list, and what was patched by a call of its own", async () => {
    const one = (name: string) => ({ status: 200, body: { id: name, productName: "GET" } });
    const list = { value: ["6", "7"].map((name) => ({ id: name, productName: "list" })) };
    const { products: calls, sent } = over([
      ...["1", "2", "3", "4", "5"].map(one),
      { status: 200, body: list },
      { status: 204 },
      one("6"),
    ]);
    for (const name of ["1", "2", "3", "4", "5"]) await calls.read(name);
    assert.deepEqual(
      [(await calls.read("6")).productName, (await calls.read("7")).productName],
      ["list", "list"],
    );
    assert.equal(sent.at(-1)?.path, "/v2.0/my/hardware/products/");
    await calls.update("6", { productName: "Etna" });
    assert.deepEqual([(await calls.read("6")).productName, sent.length], ["GET", 8]);
  });
});

describe("the details of a product", () => {
  const detailsOf = async (rest: object) => productDetails(await over([record(rest)]).products.get(id));

  it("have every digit of both ids", async () => {
    const { productId, sharedProductId } = await detailsOf({});
    assert.deepEqual([productId, sharedProductId], [id, "1152921504607010608"]);
  });

  it("leave out what nobody has heard of, for it could be a link", async () => {
    const details = await detailsOf({
      report: "https://a.example/?sig=hush",
      links: [{ href: "https://b.example" }],
    });
    assert.doesNotMatch(JSON.stringify(details), /hush|example/);
  });

  it("have empty lists where the service says null", async () => {
    const { marketingNames, selectedProductTypes } = await detailsOf({ marketingNames: null });
    assert.deepEqual([marketingNames, selectedProductTypes], [[], {}]);
  });

  it("take a date without a zone for UTC", async () => {
    const { createdDateTime } = await detailsOf({ createdDateTime: "2026-03-01T12:00:00" });
    assert.equal(createdDateTime, "2026-03-01T12:00:00.000Z");
  });

  it("have all that the service keeps of it", async () => {
    const known = {
      productName: "Volcano",
      testHarness: "HLK",
      deviceType: "internal",
      requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
      marketingNames: ["Etna"],
      announcementDate: "2026-03-01T12:00:00",
      deviceMetadataIds: ["0a1b"],
      firmwareVersion: "1.0",
      isTestSign: true,
      isFlightSign: true,
      isCommitted: true,
      additionalAttributes: { storageController: { a: 1 } },
    };
    const wire = {
      ...known,
      selectedProductTypes: { windowsServer: "A", windows10: 5, odd: { a: 1 }, none: null },
    };
    assert.deepEqual(await detailsOf(wire), {
      ...known,
      productId: id,
      sharedProductId: "1152921504607010608",
      selectedProductTypes: { windowsServer: "A", windows10: "5" },
      createdDateTime: undefined,
    });
  });

  it("have what is not set where the service says nothing", async () => {
    const { requestedSignatures, deviceMetadataIds, isTestSign, isFlightSign, isCommitted, productName } =
      await detailsOf({});
    assert.deepEqual([requestedSignatures, deviceMetadataIds], [[], []]);
    assert.deepEqual([isTestSign, isFlightSign, isCommitted, productName], [false, false, false, undefined]);
  });
});
