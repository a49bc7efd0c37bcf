import assert from "node:assert/strict";
import fc from "fast-check";
import type { FoundObject, ImportKind } from "../../../../cli/src/import/account";
import { identifierOf, kebabOf } from "../../../../cli/src/import/identifier";
import { nameObjects } from "../../../../cli/src/import/names";

function found(kind: ImportKind, id: string, declarable: object): FoundObject {
  return { kind, id, declarable: declarable as FoundObject["declarable"], untold: [], computed: {} };
}

const free = () => false;

function resources(objects: readonly FoundObject[], taken = free as Parameters<typeof nameObjects>[1]) {
  return [...nameObjects(objects, taken)].map(([{ id }, { resource }]) => `${id} ${resource}`).sort();
}

describe("names of imported objects", () => {
  for (const [text, identifier] of [
    ["Contoso NIC 2.0", "contosoNic20"],
    ["contosoWiFi", "contosoWiFi"],
    ["Größe", "grosse"],
    ["2.0", "thing20"],
    ["网卡 🎉 \u202e", "thing"],
    ["a".repeat(60), "a".repeat(40)],
  ] as const) {
    it(`makes ${identifier} of ${JSON.stringify(text)}`, () => {
      assert.equal(identifierOf(text, "thing"), identifier);
    });
  }

  it("are in kebab-case for Pulumi", () => {
    assert.equal(kebabOf("contosoNICDriver20"), "contoso-nic-driver20");
  });

  it("say what a template asks for and how often a schedule runs, since neither has a name", () => {
    const template = found("ReportTemplate", "15", {
      view: "OEMDriver",
      projection: ["DriverName", "EventCount"],
      dateRange: { reportPeriod: "Last90Days" },
    });
    const schedule = found("ReportSchedule", "1", { templateId: 15, recurrenceInterval: 168 });
    assert.deepEqual(resources([template, schedule]), [
      "1 weekly-oem-failures-by-driver-last90-days",
      "15 oem-failures-by-driver-last90-days",
    ]);
  });

  it("put the product before what belongs to it, unless it says so itself", () => {
    const objects = [
      found("Product", "7", { productName: "NIC" }),
      found("Submission", "7/8", { name: "1.0" }),
      found("Submission", "7/9", { name: "nic 1.1" }),
      found("ShippingLabel", "7/9/3", { name: "Retail" }),
    ];
    assert.deepEqual(resources(objects), ["7 nic", "7/8 nic10", "7/9 nic11", "7/9/3 nic11-retail"]);
  });

  it("are no words of any language, since a variable always says what it is", () => {
    const words = ["class", "await", "devcenter", "product", "constructor"];
    const objects = words.map((productName, at) => found("Product", String(at + 1), { productName }));
    assert.deepEqual(
      [...nameObjects(objects, free).values()].map(({ variable, resource }) => `${resource} ${variable}`),
      [
        "class classProduct",
        "await awaitProduct",
        "devcenter devcenterProduct",
        "product product",
        "constructor constructorProduct",
      ],
    );
  });

  it("leave the bare name to the older of two, whose id is smaller", () => {
    const objects = ["100", "20", "3"].map((id) => found("Product", id, { productName: "NIC" }));
    assert.deepEqual(resources(objects), ["100 nic100", "20 nic20", "3 nic"]);
  });

  it("never use a name again that stands in the state or in the program", () => {
    const object = found("Product", "9", { productName: "NIC" });
    assert.deepEqual(
      resources([object], (kind, resource) => kind === "Product" && resource === "nic"),
      ["9 nic9"],
    );
  });

  const text = fc.oneof(
    fc.constantFrom("NIC", "nic", "Audio", "class", "2.0", ""),
    fc.string({ unit: "grapheme" }),
  );
  const account = fc.uniqueArray(fc.tuple(fc.bigInt({ min: 1n, max: 2n ** 63n }), text), {
    minLength: 1,
    maxLength: 12,
    selector: ([id]) => id,
  });

  it("are valid, unique, and unaffected by any object that is made later", () => {
    fc.assert(
      fc.property(account, (products) => {
        const objects = products
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([id, productName]) => found("Product", String(id), { productName }));
        const names = nameObjects(objects, free);
        const variables = [...names.values()].map(({ variable }) => variable);
        assert.ok(
          variables.every((variable) => /^[a-z][A-Za-z0-9]*$/.test(variable)),
          variables.join(),
        );
        assert.equal(new Set(variables).size, objects.length);
        assert.equal(new Set([...names.values()].map(({ resource }) => resource)).size, objects.length);
        const before = nameObjects(objects.slice(0, -1), free);
        for (const [object, name] of before) assert.deepEqual(names.get(object), name);
      }),
      { numRuns: 200 },
    );
  });
});
