/**
 * Why Microsoft reviews a hardware id before it publishes it, by how it is written; the first that fits is told.
 * https://learn.microsoft.com/windows-hardware/drivers/dashboard/publishing-restrictions
 */
const restrictions: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^\*?dontuse$|^serial_mouse|^root\\circlass|^hid\\irdevice|^storage\\volume/, "is reserved"],
  [/^(\*|isapnp\\|serenum\\|bios\\|acpi\\)?\*?pnp/, "is a generic PNP id"],
  [
    /^(hid_devi|serial_m|activcardbus|circlass|irbus|ps2_|midi|acp\\|ian\\|avm\\|stream|display)/,
    "has a generic start",
  ],
  [/^[^\\]*$/, "names no bus"],
  [/\\class|[\\&]cc_/, "names a class of devices"],
  [/^pci\\ven_(0000|ffff)/, "has no vendor of its own"],
  [/^(pci|hdaudio)\\[^&]*(&[^&]*)?$|^hdaudio\\func_01&ven_[^&]*&dev_[^&]*$/, "has two parts"],
  [/^usb\\vid_[^&]*$/, "names no product"],
  [/^bthenum\\\{[^}]*\}$/, "names a service, and neither vendor nor product"],
];

/** Undefined for a hardware id of which nothing is known that would need a review. */
export function whyReviewed(pnpString: string): string | undefined {
  const id = pnpString.toLowerCase();
  return restrictions.find(([pattern]) => pattern.test(id))?.[1];
}
