import { z } from "zod";
import type { Client } from "../http/client";
import { paginate } from "../http/pagination";
import { lowerFirstLetters, notOffered, someOf, utcMoment, wireText } from "../http/wire";

/** What one cab, the crash dump of one failure on one device, is asked for by. */
export interface CabName {
  readonly cabIdHash: string;
  /** Of the driver that failed: the cab is then asked for as its vendor (IHV), and without one as an OEM. */
  readonly applicationId?: string | undefined;
}

/** One cab of a failure. */
export interface CabRecord extends CabName {
  /** When the service destroys it: ISO 8601 with Z. */
  readonly expiresAt?: string | undefined;
  /**
   * A link that is valid now. A secret, and a function, so that it is never written out with the rest. Undefined where
   * the service gave none.
   */
  location(): string | undefined;
}

/** Whose cabs: of one failure of one driver, in days (`yyyy-mm-dd`, UTC). Without days: the last 30. */
export interface CabsOfFailure {
  readonly applicationId: string;
  readonly failureHash: string;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : String(value).trim()));

const row = z
  .unknown()
  .transform(lowerFirstLetters)
  .pipe(
    z.looseObject({
      cabIdHash: text.pipe(z.string().min(1, "expected a hash")),
      applicationId: text,
      cabUrl: text,
      cabExpirationTime: text,
    }),
  )
  .transform(
    (known): CabRecord => ({
      cabIdHash: known.cabIdHash,
      applicationId: known.applicationId || undefined,
      expiresAt: utcMoment(known.cabExpirationTime),
      location: () => known.cabUrl || undefined,
    }),
  );

const page = z
  .unknown()
  .transform(lowerFirstLetters)
  .pipe(z.looseObject({ value: someOf(row), "@nextLink": wireText }));

// Of the link nothing may be seen, not even in an error.
const location = z.string("expected a link").refine(URL.canParse, "expected a link");

/** The most that the service gives at once. */
const top = "100";

/** Calls of `/v1.0/my/analytics`: cabs, which are crash dumps. */
export function cabs(client: Client) {
  return {
    /** A fresh link to one cab: a secret that needs, and may be given, no token. */
    link({ cabIdHash, applicationId }: CabName): Promise<string> {
      const whose = applicationId === undefined ? "hardware" : "driver";
      return client.call({
        verb: "GET",
        path: `/v1.0/my/analytics/${whose}/cabdownload`,
        query: { applicationId, cabIdHash },
        resultIn: "location",
        responseSchema: location,
        meaning: noCab,
      });
    },

    /** The cabs of a failure, page by page as they are taken. */
    async *ofFailure({ applicationId, failureHash, startDate, endDate }: CabsOfFailure) {
      const path = "/v1.0/my/analytics/driver/cabdownloadbatch";
      const first = { applicationId, failureHash, startDate, endDate, top };
      const pages = paginate<z.output<typeof page>>({
        first,
        ask: (query) => client.call({ verb: "GET", path, query, responseSchema: page, meaning: notOffered }),
        nextOf: (found) => found["@nextLink"] || undefined,
        queryOf: (href) => queryOf(href, first),
      });
      for await (const { value } of pages) {
        yield* value.map((cab): CabRecord => ({ ...cab, applicationId: cab.applicationId ?? applicationId }));
      }
    },
  };
}

function queryOf<T extends object>(href: string, known: T): (T & Record<string, string>) | undefined {
  const at = href.indexOf("?");
  if (at === -1) return undefined;
  // What it leaves out stays as it was; what it spells in another case is the same.
  const names = new Map(Object.keys(known).map((name) => [name.toLowerCase(), name]));
  const given = [...new URLSearchParams(href.slice(at))];
  return {
    ...known,
    ...Object.fromEntries(given.map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value])),
  };
}

function noCab(refusal: { status: number }): string | undefined {
  if (refusal.status !== 404 && refusal.status !== 410) return undefined;
  return "The cab is gone (they are kept for about 30 days), it is not this account's, or this account's service does not offer cabs.";
}
