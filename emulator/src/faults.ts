import { z } from "zod";

/** The doors a request can come through: the API, the token endpoint, the blob links. */
export type Door = "service" | "authority" | "blobs";

/** What happens to a request in place of, or besides, the ordinary answer. */
export type FaultAction =
  /** Answers this. With `effect` the request is carried out first, and only its answer is replaced. */
  | {
      respond: { status: number; headers?: Record<string, string>; body?: unknown };
      effect?: boolean;
    }
  /**
   * Never answers: the connection is closed after so many real milliseconds, or stays open "forever". With `effect` the
   * request is carried out first.
   */
  | { hang: number | "forever"; effect?: boolean }
  /** Cuts the connection, "before" the request takes effect or "after". */
  | { drop: "before" | "after" }
  /** Answers as ever, so many real milliseconds later. */
  | { delay: number }
  /** Carries the request out, but cuts the connection after so many bytes of the answer's body. */
  | { truncate: number }
  /** Carries the request out; the bytes of the answer's body come one by one, so many real milliseconds apart. */
  | { drip: number };

/** One scripted mishap. */
export interface Fault {
  /** Which requests it befalls. Nothing named: every request of the API. */
  match?: {
    /** Any case. */
    method?: string;
    /** A string that starts with "/" is a prefix of path and query; any other is a regular expression. */
    path?: string | RegExp;
    /** Default: any door when a path is named, else "service". */
    door?: Door;
  };
  /** Matching requests to let pass first. Default 0. */
  after?: number;
  /** Matching requests to befall. Default 1; "always" until the next reset. */
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

interface Scripted {
  fault: Fault;
  pattern: RegExp | undefined;
  toSkip: number;
  left: number;
}

function befalls(
  { fault: { match = {} }, pattern }: Scripted,
  door: Door,
  method: string,
  url: string,
): boolean {
  const { path } = match;
  const rightDoor = match.door === undefined ? path !== undefined || door === "service" : match.door === door;
  const rightMethod = match.method === undefined || match.method.toUpperCase() === method;
  const rightPath = pattern ? pattern.test(url) : typeof path !== "string" || url.startsWith(path);
  return rightDoor && rightMethod && rightPath;
}

function patternOf(path: string | RegExp | undefined): RegExp | undefined {
  if (path instanceof RegExp) {
    // A sticky or global expression would remember where it last matched.
    return new RegExp(path.source, path.flags.replace(/[gy]/g, ""));
  }
  return path === undefined || path.startsWith("/") ? undefined : new RegExp(path);
}

/** The mishaps still to come, oldest first. */
export class FaultScript {
  #scripted: Scripted[] = [];

  /** Adds one. Throws a TypeError when it is not a fault, a SyntaxError when its pattern is none. */
  add(fault: Fault): void {
    const outcome = faultRule.safeParse(fault);
    if (!outcome.success) {
      throw new TypeError(`not a fault: ${z.prettifyError(outcome.error)}`);
    }
    const { after = 0, times = 1, match } = fault;
    const left = times === "always" ? Number.POSITIVE_INFINITY : times;
    this.#scripted.push({ fault, pattern: patternOf(match?.path), toSkip: after, left });
  }

  /** Those that have not befallen all their requests yet. */
  pending(): Fault[] {
    return this.#scripted.map(({ fault }) => fault);
  }

  /** Forgets all. */
  clear(): void {
    this.#scripted = [];
  }

  /** What befalls this request, if anything: the oldest match that has let enough pass. */
  take(door: Door, method: string, url: string): FaultAction | undefined {
    for (const scripted of this.#scripted) {
      if (!befalls(scripted, door, method, url)) {
        continue;
      }
      if (scripted.toSkip > 0) {
        scripted.toSkip -= 1;
        continue;
      }
      scripted.left -= 1;
      if (scripted.left <= 0) {
        this.#scripted = this.#scripted.filter((other) => other !== scripted);
      }
      return scripted.fault.action;
    }
    return undefined;
  }
}
