import { z } from "zod";
import type { ProductPatch, ProductRecord } from "../api/products";
import {
  additionalAttributeFaults,
  additionalAttributesSchema,
  sameAdditionalAttributes,
} from "./additional-attributes";
import { unlessGone } from "./gone";
import type { Lifecycle, Observed, Property, Values } from "./lifecycle";
import { isOperatingSystemFamily, operatingSystemCode } from "./operating-systems";
import {
  exactly,
  ignoringCase,
  inAnyOrder,
  inOrder,
  keyedIgnoringCase,
  orDefault,
  sameMoment,
} from "./sameness";
import { flag, listOf, moment, oneOf, text } from "./schema";

/** Checked inputs of a Product. */
interface ProductInputs extends Values {
  readonly productName: string;
  readonly marketingNames?: readonly string[];
  readonly announcementDate?: string;
}

function fixed(schema: z.ZodType, sameWhenEdited: Property["sameWhenEdited"], required = false): Property {
  return { schema, required, onChange: "replace", sameWhenEdited };
}

const typeByFamily = "product types by operating system family, such as { windows_v100_RS3: … }";
const productTypes = z
  .record(
    z.string(),
    text("the name of a product type, such as Graphics Adapter WDDM3.0, or Unclassified"),
    typeByFamily,
  )
  .superRefine((types, context) => {
    const families = Object.keys(types);
    if (families.length === 0) context.addIssue(typeByFamily);
    for (const family of families.filter((name) => !isOperatingSystemFamily(name))) {
      context.addIssue({ code: "custom", path: [family], message: typeByFamily });
    }
  });

const properties = {
  productName: { schema: text(), required: true, onChange: "update", sameWhenEdited: exactly },
  marketingNames: {
    schema: listOf(text(), "a list of names"),
    required: false,
    onChange: "update",
    sameWhenEdited: inOrder(exactly),
    sameOnService: inAnyOrder(exactly),
  },
  announcementDate: { schema: moment(), required: false, onChange: "update", sameWhenEdited: sameMoment },
  testHarness: fixed(oneOf(["hlk", "hck", "attestation", "notset"]), ignoringCase, true),
  requestedSignatures: fixed(
    listOf(operatingSystemCode(), "a list of operating system codes").min(
      1,
      "at least one operating system code",
    ),
    inAnyOrder(ignoringCase),
    true,
  ),
  selectedProductTypes: fixed(productTypes, keyedIgnoringCase(ignoringCase), true),
  deviceType: fixed(
    oneOf(["internal", "external", "internalExternal", "notSet"]),
    orDefault("notset", ignoringCase),
  ),
  deviceMetadataIds: fixed(listOf(z.guid("a GUID"), "a list of GUIDs"), inAnyOrder(ignoringCase)),
  firmwareVersion: fixed(z.string("a text"), orDefault("")),
  isTestSign: fixed(flag(), orDefault(false)),
  isFlightSign: fixed(flag(), orDefault(false)),
  additionalAttributes: fixed(additionalAttributesSchema, sameAdditionalAttributes),
} satisfies Lifecycle["properties"];

/** What the documentation's sample sends for what was not declared. */
const defaults = {
  deviceType: "notSet",
  deviceMetadataIds: [],
  isTestSign: false,
  isFlightSign: false,
  marketingNames: [],
  additionalAttributes: {},
};

function observe(record: ProductRecord): Observed {
  return { declarable: record, computed: computedOf(record) };
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
  noun: "product",
  properties,
  idForm: { pattern: /^[1-9]\d*$/, example: "14631253285588838" },
  rules: (values) => additionalAttributeFaults(values.additionalAttributes),

  async read({ devCenter }, id) {
    return unlessGone(async () => observe(await devCenter.products.read(id)));
  },

  async make({ devCenter }, inputs) {
    const record = await devCenter.products.create({ ...defaults, ...inputs });
    return { id: record.id, computed: computedOf(record) };
  },

  async list({ devCenter }) {
    const records = await devCenter.products.list();
    return records.map((record) => ({
      id: record.id,
      ...observe(record),
      createdAt: record.createdDateTime,
    }));
  },

  async update({ devCenter, say }, { id, olds, news, changed }) {
    const patch = patchOf(changed, news);
    if (Object.keys(patch).length > 0) await devCenter.products.update(id, patch);
    if (changed.includes("announcementDate") && news.announcementDate === undefined) {
      say(
        `Product ${id} keeps its announcement date on Dev Center: the service has no way to take one back.`,
      );
    }
    return { sharedProductId: olds.sharedProductId, isCommitted: olds.isCommitted };
  },

  async delete({ say }, id) {
    say(`Product ${id} is no longer managed, but stays on Dev Center: the service cannot delete products.`);
  },
};
