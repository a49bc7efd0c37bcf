// Node's types leave it to those of a browser.
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => { readonly buffer: SharedArrayBuffer };
};

const wasmPageBytes = 64 * 1024;

/** What was given back, for the next: each reserves gigabytes of addresses, and is collected late. */
const free: (readonly Uint8Array[])[] = [];

/**
 * So many pieces of memory that threads share and that begin at a page, so that a disk can read them by itself: those of a
 * SharedArrayBuffer of their own may begin anywhere. Whoever is done with them gives them back.
 *
 * @param bytes of each, whole pages
 */
export function takeMemory(pieces: number, bytes: number): readonly Uint8Array[] {
  const index = free.findIndex((found) => found.length === pieces && found[0]?.length === bytes);
  const [found] = index === -1 ? [] : free.splice(index, 1);
  return found ?? newMemory(pieces, bytes);
}

export function giveBackMemory(memory: readonly Uint8Array[]): void {
  free.push(memory);
}

function newMemory(pieces: number, bytes: number): readonly Uint8Array[] {
  const pages = Math.ceil((pieces * bytes) / wasmPageBytes);
  const buffer = atPage(pages) ?? new SharedArrayBuffer(pages * wasmPageBytes);
  return Array.from({ length: pieces }, (_, number) => new Uint8Array(buffer, number * bytes, bytes));
}

/** Undefined where the system limits the addresses of a process (ulimit -v): a disk then takes pieces the usual way. */
function atPage(pages: number): SharedArrayBuffer | undefined {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer;
  } catch {
    return undefined;
  }
}
