import { z } from "zod";
import type { Client } from "./client";
import { anyAnswer, wireId } from "./wire";

const workflowStatus = z
  .looseObject({
    // Seen as a number, too.
    currentStep: z.coerce.string(),
    state: z.string(),
    messages: z.array(z.string()).nullish(),
  })
  .transform(({ currentStep, state, messages }) => ({ currentStep, state, messages: messages ?? [] }));

/** A submission as the service shows it, without its download links: they are secrets that expire. */
const record = z
  .looseObject({
    id: wireId,
    productId: wireId,
    name: z.string().nullish(),
    type: z.string().nullish(),
    commitStatus: z.string().nullish(),
    workflowStatus: workflowStatus.nullish(),
  })
  .transform(({ id, productId, name, type, commitStatus, workflowStatus }) => ({
    submissionId: id,
    productId,
    name: name ?? undefined,
    type: type ?? undefined,
    commitStatus: commitStatus ?? undefined,
    workflowStatus: workflowStatus ?? undefined,
  }));

export type SubmissionRecord = z.output<typeof record>;

/** Calls of `/my/hardware/products/{productId}/submissions`. */
export function submissions(client: Client, apiVersion: string) {
  const pathOf = (productId: string) => `/${apiVersion}/my/hardware/products/${productId}/submissions`;
  return {
    create: (productId: string, submission: { name: string; type: string }): Promise<SubmissionRecord> =>
      client.call({ verb: "POST", path: pathOf(productId), body: submission, answer: record }),
    get: (productId: string, submissionId: string): Promise<SubmissionRecord> =>
      client.call({ verb: "GET", path: `${pathOf(productId)}/${submissionId}`, answer: record }),
    update: (productId: string, submissionId: string, patch: { name: string }): Promise<undefined> =>
      client.call({
        verb: "PATCH",
        path: `${pathOf(productId)}/${submissionId}`,
        body: patch,
        repeatable: true,
        answer: anyAnswer,
      }),
  };
}
