import fc from "fast-check";

/** Texts that a person may give an object, and that a careless printer, namer or shell would stumble over. */
export const hostileTexts: readonly string[] = [
  'a "b" c',
  "it's",
  `'both' and "both"`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that is meant
  "`${process.env.SECRET}`",
  "*/ // /* <!-- -->",
  "back\\slash\\",
  "two\nlines\r\nand\ta tab",
  "\u2028\u2029",
  "\u202eright to left\u202c",
  "\u200bzero\u200dwidth\ufeff",
  "\u0007 bell \u001b[31m red",
  "שלום עולם",
  "网卡 🎉 👩‍👩‍👧",
  "Größe ßæøœłđþ İı",
  "e\u0301 combining",
  "class",
  "constructor",
  "__proto__",
  "toString",
  "await",
  "devcenter",
  "pulumi",
  "config",
  "2.0",
  "-",
  "$(rm -rf ~); %PATH%",
  "../../etc/passwd",
  "CON",
  "index",
  "x".repeat(256),
  "word ".repeat(40).trim(),
  "import: '15' });",
];

/** A text of an object: often the same one, for equal names are normal. */
export const anyText = fc
  .oneof(
    { weight: 2, arbitrary: fc.constantFrom("NIC", "nic", "Contoso NIC 2.0") },
    { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
    // How wide the rarer characters are, formatters do not agree on.
    { weight: 2, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 }) },
  )
  .filter((text) => text.trim() !== "");
