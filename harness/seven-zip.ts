import sevenZip from "7z-wasm";

/** What 7-Zip gets out of an archive, by name. Fails with what it printed when the archive is not whole. */
export async function extracted(archive: Buffer): Promise<Map<string, Buffer>> {
  const printed: string[] = [];
  const print = (line: string) => printed.push(line);
  const seven = await sevenZip({ print, printErr: print });
  seven.FS.writeFile("/archive", archive);
  seven.FS.mkdir("/out");
  seven.callMain(["x", "/archive", "-o/out", "-y"]);
  if (!printed.some((line) => line.includes("Everything is Ok"))) {
    throw new Error(printed.join("\n"));
  }
  const names = (seven.FS.readdir("/out") as string[]).filter((name) => !name.startsWith("."));
  return new Map(names.map((name) => [name, Buffer.from(seven.FS.readFile(`/out/${name}`) as Uint8Array)]));
}
