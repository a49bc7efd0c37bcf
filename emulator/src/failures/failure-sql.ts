import { slotCount } from "./dimension";

/** How many rows there are, and which. */
export interface Extent {
  /** Rows in any 90 days. */
  rows: number;
  seed: number;
}

/** A span of days since 1970-01-01, UTC; `to` is the first that is no longer in it. */
export interface Days {
  from: number;
  to: number;
}

/** The longest look-back of the service: what `rows` counts. */
export const windowDays = 90;

/** One row in this many has a cab. */
const cabEvery = 4;

/** How many failures a row counts: mostly a few, now and then a great many. Sixteen of them, for a mask of four bits. */
const eventCounts = [1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 14, 20, 30, 50, 90, 180];

const slotMask = slotCount - 1;
const slotBits = Math.log2(slotCount);

/** One of the slots, from the so-and-so-many-eth bits of a hash. */
function slot(hash: string, part: number): string {
  return `((${hash} >> ${part * slotBits}) & ${slotMask})::BIGINT`;
}

/** A GUID made of the digits of a hash. */
function guid(key: string): string {
  return `md5(${key})::UUID::VARCHAR`;
}

/** The number of the first failure of a day; failures are numbered from 1970 on, `rows` in each 90 days. */
function firstOfDay(rows: number, day: number): number {
  return Math.ceil((day * rows) / windowDays);
}

/** Each failure's number, time and hash; all else about it is drawn from that hash. */
function events({ rows, seed }: Extent, { from, to }: Days): string {
  const apart = `${windowDays * 86_400}`;
  return `SELECT number, event_key, hash, hash2,
      make_timestamp(least(evenly + (hash2 >> 48)::BIGINT * ${apart} // (${rows} * 65536::BIGINT),
        (evenly // 86400 + 1) * 86400 - 1) * 1000000) AS happened
    FROM (SELECT number, event_key, number * ${apart} // ${rows} AS evenly,
        md5_number_lower(event_key) AS hash, md5_number_upper(event_key) AS hash2
      FROM (SELECT number, 'failure:${seed}:' || number AS event_key
        FROM range(${firstOfDay(rows, from)}, ${firstOfDay(rows, to)}) numbers(number)))`;
}

// A product of two draws: low numbers come far more often, so that a machine that fails fails again.
function device(rows: number): string {
  const draw = (bits: string) => `((${bits}) & 65535) / 65536.0`;
  return `floor(${draw("hash2")} * ${draw("hash2 >> 16")} * ${Math.ceil(rows / 2)})::BIGINT`;
}

/**
 * The failures of some days, as a query with all columns of both views, and `number` to order by: that of time. It
 * computes them from seed and number; so nothing is kept, days can be had in any order, and columns that no query reads
 * cost nothing. Ids of machines and cabs are hashes, too. Times are `yyyy-MM-dd HH:mm:ss`, UTC, which sort as texts.
 */
export function failureRows(extent: Extent, days: Days): string {
  const whenCab = (value: string) => `CASE WHEN has_cab THEN ${value} END`;
  return `SELECT number, ${guid("event_key")} AS "ReportId", strftime(happened, '%m%d%y') AS "FailureDate",
      happened::VARCHAR AS "FailureDateTime",
      failure.* EXCLUDE (slot), market.* EXCLUDE (slot), model.* EXCLUDE (slot), "OEMModel" AS "Model",
      system.* EXCLUDE (slot), ${guid("device_key")} AS "DeviceId",
      [${eventCounts}][(((hash2 >> 32) & 15) + 1)::BIGINT]::INTEGER AS "EventCount",
      ${whenCab(`CASE WHEN "Mode" = 'User' OR hash2 >> 40 & 7 < 5 THEN 'MINI' ELSE 'FULL' END`)} AS "CabType",
      ${whenCab(guid(`'cab:' || event_key`))} AS "CabIdHash",
      ${whenCab(`collected::VARCHAR`)} AS "CabCollectionTime",
      ${whenCab(`(collected + INTERVAL 30 DAY)::VARCHAR`)} AS "CabExpirationTime"
    FROM (SELECT *, md5_number_lower(device_key) AS machine,
        happened + to_minutes(5 + ((hash2 >> 44) & 255)::BIGINT) AS collected
      FROM (SELECT *, 'device:${extent.seed}:' || ${device(extent.rows)} AS device_key,
          (hash >> ${slotBits}) % ${cabEvery} = 0 AS has_cab
        FROM (${events(extent, days)})))
    JOIN failure ON failure.slot = ${slot("hash", 0)}
    JOIN model ON model.slot = ${slot("machine", 0)}
    JOIN system ON system.slot = ${slot("machine", 1)}
    JOIN market ON market.slot = ${slot("machine", 2)}`;
}
