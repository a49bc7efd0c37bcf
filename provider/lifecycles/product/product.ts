import { z } from "zod";
import { partnerCenterUrl } from "../../api/endpoints/partner-center";
import type { ProductPatch, ProductRecord } from "../../api/endpoints/products";
import { refuseUnreadable } from "../../api/http/pagination";
import { defaultsOf } from "../../kinds/kind";
import { productKind } from "../../kinds/product";
import { ignoringCase, keyedIgnoringCase } from "../core/equality";
import type { Lifecycle, Observed, Values } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import { isOperatingSystemFamily, operatingSystemCode } from "../core/operating-systems";
import { rule, rulesOf } from "../core/rules";
import { mayExist, text as nonEmptyText } from "../core/schema";
import {
  describedBy,
  flag,
  guid,
  type InputsOf,
  listOf,
  moment,
  oneOf,
  propertiesOf,
  type ShapesOf,
  text,
  textual,
  whole,
} from "../core/shape";
import { additionalAttributeFaults, additionalAttributes } from "./additional-attributes";
import { productWarnings } from "./warnings";

const typeByFamily = "product types by operating system family, such as { windows_v100_RS3: … }";
const productTypes = whole(
  z
    .record(
      z.string(),
      nonEmptyText("the name of a product type, such as Graphics Adapter WDDM3.0, or Unclassified"),
      typeByFamily,
    )
    .superRefine((types, context) => {
      for (const family of Object.keys(types).filter((name) => !isOperatingSystemFamily(name))) {
        context.addIssue({ code: "custom", path: [family], message: typeByFamily, params: mayExist });
      }
    }),
  keyedIgnoringCase(ignoringCase),
);

const shapes = {
  productName: text(),
  marketingNames: listOf(text(), "a list of names", "of the program"),
  announcementDate: moment(),
  testHarness: oneOf(["hlk", "hck", "attestation", "notset"]),
  requestedSignatures: listOf(operatingSystemCode(), "a list of operating system codes", "of nobody"),
  selectedProductTypes: productTypes,
  deviceType: oneOf(["internal", "external", "internalExternal", "notSet"]),
  deviceMetadataIds: listOf(guid(), "a list of GUIDs", "of nobody"),
  deviceMetadataCategory: textual(z.string("a text"), ignoringCase),
  packageType: textual(z.string("a text"), ignoringCase),
  firmwareVersion: textual(z.string("a text")),
  isTestSign: flag(),
  isFlightSign: flag(),
  additionalAttributes,
} satisfies ShapesOf<typeof productKind>;

type ProductInputs = InputsOf<typeof productKind, typeof shapes>;

/** What a program sends, and the service does not always show. */
const seldomShown = ["deviceMetadataCategory", "packageType"];

function observe(record: ProductRecord): Observed {
  const declarable: Values = record;
  return {
    inputs: declarable,
    notReported: seldomShown.filter((name) => !declarable[name]),
    outputs: computedOf(record),
  };
}

function computedOf({ sharedProductId, isCommitted }: ProductRecord): Values {
  return { sharedProductId: sharedProductId ?? undefined, isCommitted: isCommitted ?? false };
}

function patchOf(changed: readonly string[], news: ProductInputs): ProductPatch {
  const { productName, marketingNames = [], announcementDate } = news;
  return {
    ...(changed.includes("productName") && { productName }),
    ...(changed.includes("marketingNames") && { marketingNames }),
    ...(changed.includes("announcementDate") && announcementDate !== undefined && { announcementDate }),
  };
}

/** Product: name, marketing names and announcement date are patched, all else replaces; it cannot be deleted. */
export const product: Lifecycle<ProductInputs> = {
  ...describedBy(productKind),
  properties: propertiesOf(productKind, shapes),
  address: (productId) => partnerCenterUrl({ productId }),
  rules: rulesOf(shapes, [
    rule([], ({ additionalAttributes }, { isGiven }) =>
      additionalAttributeFaults(additionalAttributes, isGiven),
    ),
  ]),
  noted: ["testHarness", "isTestSign"],
  warnings: productWarnings,

  async read({ devCenter }, id) {
    return undefinedIfNotFound(async () => observe(await devCenter.products.read(id)));
  },

  async create({ devCenter }, inputs) {
    const record = await devCenter.products.create({ ...defaultsOf(productKind), ...inputs });
    return { id: record.id, outputs: computedOf(record) };
  },

  async list({ devCenter }) {
    const records = await devCenter.products.list(refuseUnreadable);
    return records.map((record) => ({
      id: record.id,
      ...observe(record),
      createdAt: record.createdDateTime,
    }));
  },

  async enumerate({ devCenter }, _parent, query) {
    const { rows, ...page } = await devCenter.products.page(query);
    const found = rows.map((record) => ({
      id: record.id,
      ...observe(record),
      createdAt: record.createdDateTime,
      isForeign: ignoringCase(record.originType) === "shared",
    }));
    return { found, ...page };
  },

  async update({ devCenter, log }, { id, olds, news, changed }) {
    const patch = patchOf(changed, news);
    if (Object.keys(patch).length > 0) await devCenter.products.update(id, patch);
    if (changed.includes("announcementDate") && news.announcementDate === undefined) {
      log(
        `Product ${id} keeps its announcement date on Dev Center: the service has no way to take one back.`,
      );
    }
    return { sharedProductId: olds.sharedProductId, isCommitted: olds.isCommitted };
  },

  async delete({ log }, id) {
    log(`Product ${id} is no longer managed, but stays on Dev Center: the service cannot delete products.`);
  },
};
