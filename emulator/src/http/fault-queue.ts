import { z } from "zod";

/** Where a request arrives: at the API, at the token endpoint, or at a link to a blob. */
export type Endpoint = "api" | "authority" | "blobs";

/** The same by older names, which are still accepted. */
export type Door = "service" | "authority" | "blobs";

/** What happens to a request instead of, or besides, the ordinary response. */
export type FaultAction =
  /** Sends this response. With `effect` the request is carried out first, and only its response is replaced. */
  | {
      respond: { status: number; headers?: Record<string, string>; body?: unknown };
      effect?: boolean;
    }
  /**
   * Sends no response: the connection is closed after this many real milliseconds, or stays open "forever". With `effect`
   * the request is carried out first.
   */
  | { hang: number | "forever"; effect?: boolean }
  /** Cuts the connection, "before" the request takes effect or "after". */
  | { drop: "before" | "after" }
  /** Responds as usual, this many real milliseconds later. */
  | { delay: number }
  /** Carries the request out, but cuts the connection after this many bytes of the response's body. */
  | { truncate: number }
  /** Carries the request out; the bytes of the response's body come one by one, this many real milliseconds apart. */
  | { drip: number };

/** One fault that requests are to meet. */
export interface Fault {
  /** Which requests it acts on. Nothing named: every request of the API. */
  match?: {
    /** Any case. */
    method?: string;
    /** A string that starts with "/" is a prefix of path and query; any other is a regular expression. */
    path?: string | RegExp;
    /** Default: any endpoint when a path is named, else "api". */
    endpoint?: Endpoint;
    /** The older name of `endpoint`. */
    door?: Door;
  };
  /** How many matching requests pass first. Default 0. */
  after?: number;
  /** How many matching requests it acts on. Default 1; "always": until the next reset. */
  times?: number | "always";
  /** What happens. */
  action: FaultAction;
}

const milliseconds = z.number().min(0);

const faultRule = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
      endpoint: z.enum(["api", "authority", "blobs"]).optional(),
      door: z.enum(["service", "authority", "blobs"]).optional(),
    })
    .optional(),
  after: z.int().min(0).optional(),
  times: z.union([z.int().min(1), z.literal("always")]).optional(),
  action: z.union([
    z.strictObject({
      respond: z.strictObject({
        status: z.int().min(200).max(599),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
      }),
      effect: z.boolean().optional(),
    }),
    z.strictObject({
      hang: z.union([milliseconds, z.literal("forever")]),
      effect: z.boolean().optional(),
    }),
    z.strictObject({ drop: z.enum(["before", "after"]) }),
    z.strictObject({ delay: milliseconds }),
    z.strictObject({ truncate: z.int().min(0) }),
    z.strictObject({ drip: milliseconds }),
  ]),
});

interface QueuedFault {
  fault: Fault;
  pattern: RegExp | undefined;
  toSkip: number;
  left: number;
}

function matches(
  { fault: { match = {} }, pattern }: QueuedFault,
  endpoint: Endpoint,
  method: string,
  url: string,
): boolean {
  const { path, endpoint: wanted = match.door === "service" ? "api" : match.door } = match;
  const rightEndpoint = wanted === undefined ? path !== undefined || endpoint === "api" : wanted === endpoint;
  const rightMethod = match.method === undefined || match.method.toUpperCase() === method;
  const rightPath = pattern ? pattern.test(url) : typeof path !== "string" || url.startsWith(path);
  return rightEndpoint && rightMethod && rightPath;
}

function patternOf(path: string | RegExp | undefined): RegExp | undefined {
  if (path instanceof RegExp) {
    // A sticky or global expression would remember where it last matched.
    return new RegExp(path.source, path.flags.replace(/[gy]/g, ""));
  }
  return path === undefined || path.startsWith("/") ? undefined : new RegExp(path);
}

/** The faults still to come, oldest first. */
export class FaultQueue {
  #queue: QueuedFault[] = [];

  /** Adds one. Throws a TypeError when it is not a fault, a SyntaxError when its pattern is none. */
  add(fault: Fault): void {
    const outcome = faultRule.safeParse(fault);
    if (!outcome.success) throw new TypeError(`not a fault: ${z.prettifyError(outcome.error)}`);
    const { after = 0, times = 1, match } = fault;
    const left = times === "always" ? Number.POSITIVE_INFINITY : times;
    this.#queue.push({ fault, pattern: patternOf(match?.path), toSkip: after, left });
  }

  /** Those that have requests left to act on. */
  pending(): Fault[] {
    return this.#queue.map(({ fault }) => fault);
  }

  /** Removes all. */
  clear(): void {
    this.#queue = [];
  }

  /** What happens to this request, if anything: the oldest match that has let enough requests pass. */
  take(endpoint: Endpoint, method: string, url: string): FaultAction | undefined {
    for (const queued of this.#queue) {
      if (!matches(queued, endpoint, method, url)) continue;
      if (queued.toSkip > 0) {
        queued.toSkip -= 1;
        continue;
      }
      queued.left -= 1;
      if (queued.left <= 0) this.#queue = this.#queue.filter((other) => other !== queued);
      return queued.fault.action;
    }
    return undefined;
  }
}
