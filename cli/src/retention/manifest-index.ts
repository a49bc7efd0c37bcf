import type { BegunRow, KeptKind, KeptRow, Row } from "./manifest-rows";

interface Name {
  readonly kind: KeptKind;
  readonly key: string;
  readonly file: string;
}

type Kept = Omit<KeptRow, "state">;

/** What the rows of a manifest come to, one after the other. In memory; knows no disk. */
export class ManifestIndex {
  // By the file and what it is of, in the order in which they came: the last row of each counts.
  readonly #kept = new Map<string, Kept>();
  readonly #begun = new Map<string, BegunRow>();
  readonly #abandoned: Row[] = [];
  readonly #folders = new Set<string>();
  // The names of all that is of the same thing, or has the same path, in the order of #kept.
  readonly #alike = new Map<string, Set<string>>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) this.apply(row);
  }

  apply(row: Row): void {
    if (row.state === "folder") return void this.#folders.add(row.folder);
    const name = nameOf(row);
    for (const what of [thingOf(row), pathOf(row.file)]) this.#note(what, name, row.state === "kept");
    // What is destroyed while its successor is under way does not end that.
    if (row.state !== "kept" || isLiving(row)) this.#begun.delete(name);
    if (row.state === "begun") this.#begun.set(name, row);
    else if (row.state === "abandoned") this.#abandoned.push(row);
    else {
      const { state, ...kept } = row;
      this.#kept.delete(name);
      this.#kept.set(name, kept);
    }
  }

  /** The shortest list of rows with the same meaning. */
  all(): Row[] {
    return [
      ...this.folders().map((folder) => ({ state: "folder", folder }) as const),
      ...this.#abandoned,
      ...this.kept().map((kept) => ({ state: "kept", ...kept }) as const),
      ...this.#begun.values(),
    ];
  }

  kept(): Kept[] {
    return [...this.#kept.values()];
  }

  /** One that is not destroyed before one that is, then the newest. */
  find(kind: KeptKind, key: string): Kept | undefined {
    const found = this.#keptAlike(thingOf({ kind, key }));
    return found.findLast(isLiving) ?? found.at(-1);
  }

  /** The file itself, unless it was destroyed. */
  livingOf(name: Name): Kept | undefined {
    const found = this.#kept.get(nameOf(name));
    return found !== undefined && isLiving(found) ? found : undefined;
  }

  begun(): BegunRow[] {
    return [...this.#begun.values()];
  }

  begunOf(name: Name): BegunRow | undefined {
    return this.#begun.get(nameOf(name));
  }

  /** What the path belongs to, whatever its case: on some disks that makes no difference. */
  ownerOf(file: string): Name | undefined {
    const names = [...(this.#alike.get(pathOf(file)) ?? [])];
    const begun = names.flatMap((name) => this.#begun.get(name) ?? []);
    return begun[0] ?? this.#keptAlike(pathOf(file)).find(isLiving);
  }

  /** Outermost first. */
  folders(): string[] {
    return [...this.#folders].sort();
  }

  async dropFolders(isGone: (folder: string) => Promise<boolean>): Promise<void> {
    for (const folder of this.folders()) if (await isGone(folder)) this.#folders.delete(folder);
  }

  #note(what: string, name: string, isNewest: boolean): void {
    const names = this.#alike.get(what) ?? new Set();
    if (isNewest) names.delete(name);
    this.#alike.set(what, names.add(name));
  }

  #keptAlike(what: string): Kept[] {
    return [...(this.#alike.get(what) ?? [])].flatMap((name) => this.#kept.get(name) ?? []);
  }
}

function isLiving({ destroyedAt }: Pick<Kept, "destroyedAt">): boolean {
  return destroyedAt === undefined;
}

function nameOf({ kind, key, file }: Name): string {
  return JSON.stringify([kind, key, file]);
}

function thingOf({ kind, key }: Omit<Name, "file">): string {
  return JSON.stringify([kind, key]);
}

function pathOf(file: string): string {
  return file.toLowerCase();
}
