import { detailsOf } from "./details";
import type { Phrase } from "./phrase";
import type { ResourceChange } from "./resource-change";
import { countsOf, type Review } from "./review";
import { plain } from "./safe-text";
import { verdictOf } from "./sections";

/** The review for programs. What it holds keeps its form; more may come. */
export function asJson(review: Review) {
  const { cost, others, strange, unchanged, drift } = review;
  const entry = (change: ResourceChange, text: Phrase) => ({
    resource: plain([{ quoted: change.name }]),
    kind: change.kind,
    text: plain(text),
  });
  return {
    version: 1,
    verdict: plain(verdictOf(review)),
    errors: review.errors.map((text) => plain([{ quoted: text }], 500)),
    counts: { ...countsOf(review), unchanged },
    irrevocable: review.irrevocable.map(({ change, act, request, text }) => ({
      ...entry(change, text),
      act,
      ...(request === undefined ? {} : { request }),
    })),
    personal: review.personal.map(({ change, text, isMore }) => ({ ...entry(change, text), isMore })),
    reach: review.reach.map(({ change, text, isUnrestricted = false }) => ({
      ...entry(change, text),
      isUnrestricted,
    })),
    schedule: review.schedule.map(({ change, text }) => entry(change, text)),
    adoptions: review.adoptions.map(({ name, kind, id }) => ({
      resource: plain([{ quoted: name }]),
      kind,
      id,
    })),
    drift: drift?.map(({ name, kind, isGone, differences }) => ({
      resource: plain([{ quoted: name }]),
      kind,
      isGone,
      paths: differences.map(({ path }) => plain([{ quoted: path }])),
    })),
    unknowns: review.unknowns.map(({ change, paths }) => ({
      resource: plain([{ quoted: change.name }]),
      kind: change.kind,
      paths: paths.map((path) => plain([{ quoted: path }])),
    })),
    cost,
    others,
    strange,
    details: detailsOf(review.changes).map(({ title, lines }) => ({
      title: plain(title),
      lines: lines.map((line) => plain(line)),
    })),
  };
}
