import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PrintStyle } from "../cli/src/import/print-style";
import { writeFiles } from "./project-folder";

const biome = require.resolve("@biomejs/biome/bin/biome");

/** The files as the formatter leaves them. */
export function formatted(files: ReadonlyMap<string, string>, style: PrintStyle): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "generated-program-"));
  try {
    const { width, indent, indentWidth, quote } = style;
    const settings = {
      formatter: { lineWidth: width, indentStyle: indent === "\t" ? "tab" : "space", indentWidth },
      javascript: { formatter: { quoteStyle: quote === "'" ? "single" : "double" } },
    };
    writeFileSync(join(folder, "biome.json"), JSON.stringify(settings));
    writeFiles(folder, Object.fromEntries(files));
    execFileSync(process.execPath, [biome, "format", "--write", "."], { cwd: folder, stdio: "pipe" });
    return new Map([...files.keys()].map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
