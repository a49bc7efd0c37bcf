import { ignoringCase } from "../core/equality";
import type { Seen, Values, Warning } from "../core/lifecycle";
import { limitOfSeen, withArticle } from "../core/signing-limit";
import { blockOutAt, reopened } from "./block-outs";
import { isAutomatic } from "./publishing-specifications";
import { whyReviewed } from "./reviewed-hardware-ids";

/** Of a label for Windows Update that Microsoft will hold back. */
export function labelWarnings(label: Values, seen: Seen): Warning[] {
  if (ignoringCase(label.destination) !== "windowsupdate") return [];
  const targeting = asObject(label.targeting);
  return [
    ...retailWarnings(label, targeting, seen),
    ...dateWarnings(asObject(label.publishingSpecifications)),
    ...hardwareIdWarnings(targeting.hardwareIds),
  ];
}

function retailWarnings({ productId }: Values, targeting: Values, seen: Seen): Warning[] {
  const limit = limitOfSeen(productId, seen);
  const { restrictedToAudiences: audiences } = targeting;
  const isRetail = audiences === undefined || (Array.isArray(audiences) && audiences.length === 0);
  if (!isRetail || limit === undefined || limit === "extension") return [];
  const message = `targeting.restrictedToAudiences: Windows Update offers the drivers of ${withArticle(limit)} product to test audiences only, and this label names none. Name an audience, or certify the driver by the HLK in a new Product.`;
  return [{ about: ["destination", "productId", "targeting"], message }];
}

function dateWarnings(specifications: Values): Warning[] {
  const { goLiveDate } = specifications;
  const blockOut = typeof goLiveDate === "string" ? blockOutAt(goLiveDate) : undefined;
  if (blockOut === undefined || isAutomatic(specifications) !== true) return [];
  const { why, from, to } = blockOut;
  const days = from === to ? `on ${from}` : `from ${from} to ${to}`;
  const message = `publishingSpecifications.goLiveDate: Microsoft releases no automatic driver ${days}, because of ${why}. Choose ${reopened(blockOut)} or later.`;
  return [{ about: ["publishingSpecifications"], message }];
}

function hardwareIdWarnings(hardwareIds: unknown): Warning[] {
  if (!Array.isArray(hardwareIds)) return [];
  const reviewed = hardwareIds.flatMap((id, index) => {
    const { pnpString, operatingSystemCode } = asObject(id);
    const isItanium = typeof operatingSystemCode === "string" && /_ia64_/i.test(operatingSystemCode);
    const why =
      (typeof pnpString === "string" ? whyReviewed(pnpString) : undefined) ??
      (isItanium ? "is for ia64" : undefined);
    return why === undefined ? [] : [`hardwareIds[${index}]: ${String(pnpString)} ${why}`];
  });
  const [first, ...others] = reviewed;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const message = `targeting.${first}${more}. Microsoft reviews such a label before it publishes it, which takes longer. Target a hardware id with vendor, device and subsystem.`;
  return [{ about: ["targeting"], message }];
}

function asObject(value: unknown): Values {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Values) : {};
}
