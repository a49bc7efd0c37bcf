import assert from "node:assert/strict";
import { SAMPLES } from "../../../harness/sample-inputs";
import type { Observed, Values } from "../../../provider/lifecycles/core/lifecycle";
import { product } from "../../../provider/lifecycles/product/product";
import { reportSchedule } from "../../../provider/lifecycles/report-schedule/report-schedule";
import { reportTemplate } from "../../../provider/lifecycles/report-template/report-template";
import { liveProperties, mismatches } from "../../../provider/model/drift";

function observed(inputs: Values, notReported: string[] = []): Observed {
  return { inputs, notReported, outputs: {} };
}

function liveTemplate(change: Values) {
  return liveProperties(
    reportTemplate,
    observed({ ...SAMPLES.ReportTemplate, ...change }),
    SAMPLES.ReportTemplate,
  );
}

describe("drift: what is none", () => {
  const spellings: [what: string, name: keyof typeof SAMPLES.ReportTemplate, live: unknown][] = [
    ["case", "view", "ihvdriver"],
    ["the order of columns", "projection", [...SAMPLES.ReportTemplate.projection].reverse()],
    ["case in an object", "dateRange", { reportPeriod: "last30days" }],
    ["blanks in an aggregate", "orderby", [{ attribute: "dcount( DeviceId )", sort: "DESC" }]],
  ];
  for (const [what, name, live] of spellings) {
    it(`keeps the program's spelling where the service differs in ${what}`, () => {
      assert.equal(liveTemplate({ [name]: live })[name], SAMPLES.ReportTemplate[name]);
    });
  }

  it("keeps a limit of 0 that the service leaves out", () => {
    const declared = { ...SAMPLES.ReportTemplate, limit: 0 };
    const { limit: _, ...live } = SAMPLES.ReportTemplate;
    assert.equal(liveProperties(reportTemplate, observed(live), declared).limit, 0);
  });

  it("keeps the zone in which the program writes a date", () => {
    const declared = { ...SAMPLES.Product, announcementDate: "2026-12-01T00:00:00Z" };
    const live = observed({ ...SAMPLES.Product, announcementDate: "2026-12-01T00:00:00" });
    assert.equal(liveProperties(product, live, declared).announcementDate, "2026-12-01T00:00:00Z");
  });

  it("leaves out what the service adds and the program does not declare", () => {
    const { marketingNames: _, deviceType: __, ...declared } = SAMPLES.Product;
    const live = liveProperties(product, observed({ ...SAMPLES.Product, colour: "red" }), declared);
    assert.deepEqual(Object.keys(live).sort(), Object.keys(declared).sort());
  });

  it("keeps an object that a program leaves empty, where the service fills it in and a change would replace it", () => {
    const declared = { ...SAMPLES.Product, selectedProductTypes: {} };
    assert.deepEqual(liveProperties(product, observed(SAMPLES.Product), declared), declared);
  });

  it("keeps what the program says where the service says nothing now", () => {
    const live = observed({ ...SAMPLES.ReportSchedule, paused: true }, ["paused"]);
    assert.equal(liveProperties(reportSchedule, live, SAMPLES.ReportSchedule).paused, false);
  });
});

describe("drift: what is some", () => {
  it("reports another value", () => {
    assert.equal(liveTemplate({ limit: 99 }).limit, 99);
  });

  it("reports what an object has on the service that a program leaves empty, where a change updates it", () => {
    const { dateRange } = SAMPLES.ReportTemplate;
    const declared = { ...SAMPLES.ReportTemplate, dateRange: {} };
    assert.deepEqual(
      liveProperties(reportTemplate, observed(SAMPLES.ReportTemplate), declared).dateRange,
      dateRange,
    );
  });

  it("reports what was taken away as not there", () => {
    assert.equal("condition" in liveTemplate({ condition: undefined }), false);
  });

  it("reports another value of an object that only a replacement changes", () => {
    const live = observed({ ...SAMPLES.Product, selectedProductTypes: { windows_v100_RS3: "Keyboard" } });
    assert.deepEqual(liveProperties(product, live, SAMPLES.Product).selectedProductTypes, {
      windows_v100_RS3: "Keyboard",
    });
  });

  it("reports a moment in the form that the state keeps", () => {
    const live = observed({ ...SAMPLES.ReportSchedule, startTime: "2026-05-01T00:00:00" });
    assert.equal(
      liveProperties(reportSchedule, live, SAMPLES.ReportSchedule).startTime,
      "2026-05-01T00:00:00Z",
    );
  });

  it("reports a value that the check would refuse as it is", () => {
    assert.deepEqual(liveTemplate({ dateRange: { reportPeriod: "Last2Years" } }).dateRange, {
      reportPeriod: "Last2Years",
    });
  });

  it("tells everything that a program can declare when nothing is declared", () => {
    const live = liveProperties(product, observed({ ...SAMPLES.Product, colour: "red" }), {
      __provider: "text",
    });
    assert.deepEqual(live, SAMPLES.Product);
  });
});

describe("mismatches of an import", () => {
  it("are none where only the spelling differs", () => {
    const live = observed({ ...SAMPLES.Product, testHarness: "HLK", deviceType: "Internal" });
    assert.deepEqual(mismatches(product, live, SAMPLES.Product), []);
  });

  it("are reported property by property", () => {
    const live = observed({
      ...SAMPLES.Product,
      productName: "Etna",
      isTestSign: true,
      firmwareVersion: null,
    });
    assert.deepEqual(mismatches(product, live, SAMPLES.Product), [
      'productName: the program has "Volcano", Dev Center has "Etna"',
      'firmwareVersion: the program has "1.2", Dev Center has nothing',
      "isTestSign: the program has false, Dev Center has true",
    ]);
  });

  it("do not show a secret", () => {
    const live = observed({ ...SAMPLES.ReportSchedule, callbackUrl: "https://example.com/OTHER-KEY" });
    assert.deepEqual(mismatches(reportSchedule, live, SAMPLES.ReportSchedule), [
      "callbackUrl: differs (the values are not shown)",
    ]);
  });

  it("do not show what the program marked as a secret, and show what it did not", () => {
    const live = observed({ ...SAMPLES.Product, productName: "Etna", firmwareVersion: "2" });
    assert.deepEqual(mismatches(product, live, SAMPLES.Product, ["productName"]), [
      "productName: differs (the values are not shown)",
      'firmwareVersion: the program has "1.2", Dev Center has "2"',
    ]);
  });

  it("show no link and nothing endless, whoever has written it", () => {
    const names = Array.from({ length: 40_000 }, (_, index) => `Etna ${index}`);
    const live = observed({
      ...SAMPLES.Product,
      productName: "see https://a.example/?sig=HUSH \u202e",
      marketingNames: names,
    });
    const [name = "", many = ""] = mismatches(product, live, SAMPLES.Product);
    assert.equal(name, 'productName: the program has "Volcano", Dev Center has "see https://a.example/… "');
    assert.match(many, /^marketingNames: .*, Dev Center has \["Etna 0","Etna 1",.*…$/);
    assert.ok(many.length < 1_200);
  });

  it("do not concern what the program does not declare", () => {
    const { limit: _, ...declared } = SAMPLES.ReportTemplate;
    assert.deepEqual(mismatches(reportTemplate, observed(SAMPLES.ReportTemplate), declared), []);
  });
});

describe("drift: a text that others have written", () => {
  const hostile =
    "x\u001b]0;owned\u0007\u202ey, see https://a.example/c?sig=HUSH and eyJhbGciOiJSUzI1NiJ9.HUSH";
  const live = liveProperties(
    product,
    observed({ ...SAMPLES.Product, productName: hostile, marketingNames: ["a", hostile] }),
    SAMPLES.Product,
  );

  it("goes into the state without links, tokens and what a terminal obeys", () => {
    assert.deepEqual(
      [live.productName, live.marketingNames],
      ["xy, see https://a.example/… and …", ["a", "xy, see https://a.example/… and …"]],
    );
  });

  it("stays another one than the program's, also where the two look alike", () => {
    const { productName } = SAMPLES.Product;
    const { productName: shown } = liveProperties(
      product,
      observed({ ...SAMPLES.Product, productName: `${productName}\u200b` }),
      SAMPLES.Product,
    );
    assert.equal(shown, `${productName}…`);
  });

  it("is as it is where the program declares the same, and where it is secret", () => {
    const declared = { ...SAMPLES.Product, productName: hostile };
    assert.equal(liveProperties(product, observed(declared), declared).productName, hostile);
    const url = "https://b.example/hook?code=HUSH";
    const schedule = observed({ ...SAMPLES.ReportSchedule, callbackUrl: url });
    const known = { ...SAMPLES.ReportSchedule, callbackUrl: "https://a.example/hook?code=HUSH" };
    assert.equal(liveProperties(reportSchedule, schedule, known).callbackUrl, url);
  });

  it("is cleaned in what `get` reads as well", () => {
    assert.doesNotMatch(
      JSON.stringify(liveProperties(product, observed({ productName: hostile }), {})),
      /HUSH|u001b/,
    );
  });
});
