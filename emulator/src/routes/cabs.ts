import type { FastifyInstance } from "fastify";
import type { Links } from "../blobs/links";
import type { Cab, CabFiles, CabSearch } from "../cabs/cab-files";
import type { Clock } from "../clock";
import { dayOf } from "../failures/failure-data";
import { hardwareRefusal, invalidHardwareInput } from "../http/refusals";
import type { InputFault } from "../rules/input-faults";

const linkLifetimeMs = 12 * 60 * 60_000;
const mostRows = 100;
const defaultDays = 30;
const dateForms = [/^\d{4}-\d{2}-\d{2}$/, /^\d{1,2}\/\d{1,2}\/\d{4}$/];
/** The service's own host, even in the emulator: no client should follow it with its token. */
const linkBase = "https://manage.devcenter.microsoft.com/v1.0/my/analytics";

interface Services {
  readonly cabs: CabFiles;
  readonly clock: Clock;
  readonly links: Links;
}

type Query = Readonly<Record<string, string | undefined>>;

interface Asked {
  Querystring: Query;
}

/** The parameters a request must have. Throws the refusal of the service when one is missing. */
function required<Name extends string>(query: Query, ...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !query[name]);
  if (missing.length > 0) {
    throw invalidHardwareInput(missing.map((target) => ({ target, message: "is required" })));
  }
  return query as Record<Name, string>;
}

function dayIn(text: string): number | undefined {
  const iso = text.replace(/^(\d+)\/(\d+)\/(\d+)$/, "$3-$1-$2").replace(/-(\d)(?=-|$)/g, "-0$1");
  const day = dateForms.some((form) => form.test(text)) ? dayOf(Date.parse(iso)) : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}

/** What a request for the cabs of a failure asks for. Throws the refusal of the service when it cannot be understood. */
function searchOf(query: Query, today: number): CabSearch {
  const { applicationId, failureHash } = required(query, "applicationId", "failureHash");
  const [from, to] = [
    query.startDate === undefined ? today - defaultDays : dayIn(query.startDate),
    query.endDate === undefined ? today : dayIn(query.endDate),
  ];
  const [top, skip] = [Number(query.top ?? mostRows), Number(query.skip ?? 0)];
  const faults: InputFault[] = [];
  if (from === undefined) faults.push({ target: "startDate", message: "must be a date" });
  if (to === undefined) faults.push({ target: "endDate", message: "must be a date" });
  if (!Number.isSafeInteger(top) || top < 1 || top > mostRows) {
    faults.push({ target: "top", message: `must be an integer from 1 to ${mostRows}` });
  }
  if (!Number.isSafeInteger(skip) || skip < 0) {
    faults.push({ target: "skip", message: "must be an integer of 0 or more" });
  }
  if (from === undefined || to === undefined || faults.length > 0) throw invalidHardwareInput(faults);
  return { applicationId, failureHash, days: { from, to: to + 1 }, skip, top };
}

function nextLink(query: Query, { skip, top }: CabSearch): string {
  const { top: _top, skip: _skip, ...rest } = query;
  const next = new URLSearchParams({ ...(rest as Record<string, string>) });
  next.set("top", String(top));
  next.set("skip", String(skip + top));
  return `${linkBase}/driver/cabdownloadbatch?${next}`;
}

/** The downloads of crash dumps: of one cab, by a redirect to its link, and of all cabs of a failure, by their links. */
export function addCabRoutes(app: FastifyInstance, { cabs, clock, links }: Services): void {
  const linkOf = (cab: Cab) => links.sign(cabs.address(cab), "r", linkLifetimeMs);
  const existing = async (cabIdHash: string, applicationId?: string): Promise<Cab> => {
    const cab = await cabs.find(cabIdHash);
    if (!cab || (applicationId !== undefined && cab.ApplicationId !== applicationId)) {
      throw hardwareRefusal(404, "EntityNotFound", "There is no such cab, or it has expired.");
    }
    return cab;
  };
  const row = (cab: Cab) => ({
    applicationId: cab.ApplicationId,
    submissionId: cab.SubmissionId,
    failureHash: cab.FailureHash,
    cabIdHash: cab.CabIdHash,
    cabUrl: linkOf(cab),
    date: cab.CabCollectionTime,
    cabExpirationTime: cab.CabExpirationTime,
  });

  app.get<Asked>("/driver/cabdownload", async ({ query }, reply) => {
    const { applicationId, cabIdHash } = required(query, "applicationId", "cabIdHash");
    return reply.redirect(linkOf(await existing(cabIdHash, applicationId)), 302);
  });

  app.get<Asked>("/hardware/cabdownload", async ({ query }, reply) => {
    const { cabIdHash } = required(query, "cabIdHash");
    return reply.redirect(linkOf(await existing(cabIdHash)), 302);
  });

  app.get<Asked>("/driver/cabdownloadbatch", async ({ query }, reply) => {
    const search = searchOf(query, dayOf(clock.now().getTime()));
    const found = await cabs.ofFailure(search);
    const Value = found.slice(0, search.top).map(row);
    return reply.send(
      found.length > search.top ? { Value, "@nextLink": nextLink(query, search) } : { Value },
    );
  });
}
