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
const free: SharedArrayBuffer[] = [];

/**
 * Memory that threads share and that begins at a page, so that a disk can read it by itself: a SharedArrayBuffer of its
 * own may begin anywhere. Rounded up to 64 KiB; whoever is done with it gives it back.
 */
export function takeMemory(bytes: number): SharedArrayBuffer {
  const pages = Math.ceil(bytes / wasmPageBytes);
  const index = free.findIndex(({ byteLength }) => byteLength === pages * wasmPageBytes);
  const [found] = index === -1 ? [] : free.splice(index, 1);
  return found ?? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }).buffer;
}

export function giveBackMemory(memory: SharedArrayBuffer): void {
  free.push(memory);
}
