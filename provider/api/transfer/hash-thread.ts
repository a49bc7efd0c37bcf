import { Worker } from "node:worker_threads";

/** Which MD5 is wanted beside the SHA-256: it costs more than that. */
export type WantedMd5 = "of each" | "of all" | "none";

export type HashOrder = { readonly stream: number } & (
  | { readonly do: "open"; readonly slots: readonly Uint8Array[] }
  | { readonly do: "take"; readonly slot: number; readonly bytes: number; readonly md5: WantedMd5 }
  | { readonly do: "restart" | "end" | "close" }
);

/** In hexadecimal digits. */
export interface HashAnswer {
  readonly sha256?: string | undefined;
  readonly md5?: string | undefined;
}

interface Waiting {
  readonly resolve: (answer: HashAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The one thread of the process that hashes, made when it is first needed; answers come in the order of the orders. */
class HashThread {
  static #shared: HashThread | undefined;
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #broken: Error | undefined;

  static shared(): HashThread {
    if (HashThread.#shared === undefined || HashThread.#shared.#broken) HashThread.#shared = new HashThread();
    return HashThread.#shared;
  }

  private constructor() {
    // The built one, in tests too: a thread has no hooks that read TypeScript.
    this.#worker = new Worker(require.resolve("pulumi-devcenter/internal/hash-worker"), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
    });
    this.#worker.unref();
    this.#worker.on("message", (answer: HashAnswer) => this.#next()?.resolve(answer));
    this.#worker.on("error", (error) => this.#break(error));
    this.#worker.on("exit", () => this.#break(new Error("The thread that computes hashes has ended.")));
  }

  ask(order: HashOrder): Promise<HashAnswer> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    // It keeps the process alive only while somebody waits for it.
    if (this.#waiting.length === 0) this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(order);
    });
  }

  #next(): Waiting | undefined {
    const next = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    return next;
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/** A part of the memory that both threads see; whoever has taken it gives it back. */
export interface Slot {
  readonly number: number;
  readonly memory: Buffer;
}

let streams = 0;

/**
 * Hashes a stream of bytes beside the thread that moves them, over a few pieces of shared memory that are used again
 * and again: garbage of this size is collected late.
 */
export class StreamHash {
  readonly #thread = HashThread.shared();
  readonly #stream = ++streams;
  readonly #free: Slot[];
  readonly #forSlot: ((slot: Slot) => void)[] = [];

  /** @param slots of shared memory */
  constructor(slots: readonly Uint8Array[]) {
    this.#free = slots.map(({ buffer, byteOffset, byteLength }, number) => ({
      number,
      memory: Buffer.from(buffer, byteOffset, byteLength),
    }));
    this.#order({ do: "open", slots }).catch(() => undefined);
  }

  /** A piece of memory that nobody uses. */
  slot(): Promise<Slot> {
    const slot = this.#free.pop();
    return slot === undefined ? new Promise((resolve) => this.#forSlot.push(resolve)) : Promise.resolve(slot);
  }

  giveBack(slot: Slot): void {
    const next = this.#forSlot.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }

  /** Forgets what was taken. */
  async restart(): Promise<void> {
    await this.#order({ do: "restart" });
  }

  /** Takes the first bytes of a slot as those that follow. Resolves when they are read, with their MD5 where wanted. */
  async take({ number }: Slot, bytes: number, md5: WantedMd5): Promise<string | undefined> {
    return (await this.#order({ do: "take", slot: number, bytes, md5 })).md5;
  }

  /** The hashes of all that was taken; nothing can be taken any more before a restart. */
  end(): Promise<HashAnswer> {
    return this.#order({ do: "end" });
  }

  async close(): Promise<void> {
    await this.#order({ do: "close" }).catch(() => undefined);
  }

  #order(order: DistributiveOmit<HashOrder, "stream">): Promise<HashAnswer> {
    return this.#thread.ask({ ...order, stream: this.#stream } as HashOrder);
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
