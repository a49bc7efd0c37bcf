import { z } from "zod";
import type { Client } from "../http/client";
import { wireNumber } from "../http/json";
import { allPages, type OnUnreadable, onePage, type Page, type Query } from "../http/pagination";
import { anyAnswer, someOf, wireDate, wireId, wireObject, wireText, wireTexts } from "../http/wire";
import { workflow } from "./workflow-status";

/** A combination of a package that Windows Update can offer a driver for. */
export interface HardwareId {
  readonly bundleId: string;
  readonly infId: string;
  readonly operatingSystemCode: string;
  readonly pnpString: string;
}

/** All that the service lets us change of a label. */
export interface TargetingPatch {
  readonly hardwareIds?: readonly (HardwareId & { readonly action: "add" | "remove" })[];
  readonly chids?: readonly { readonly chid: string; readonly action: "add" | "remove" }[];
  /** Replaces those of before; an empty list removes them. */
  readonly restrictedToAudiences: readonly string[];
  readonly businessJustification?: string;
}

/** A label to be made, in the names of the wire. */
export interface NewShippingLabel {
  readonly name: string;
  readonly destination: string;
  readonly publishingSpecifications?: { readonly visibleToAccounts?: readonly string[] } | undefined;
  readonly recipientSpecifications?: object | undefined;
  readonly targeting?: object | undefined;
}

const text = wireText.transform((found) => found ?? "");

const targeting = z.looseObject({
  hardwareIds: someOf(
    z.looseObject({
      bundleId: text,
      infId: text,
      operatingSystemCode: text,
      pnpString: text,
      distributionState: wireText,
    }),
  ),
  chids: someOf(z.looseObject({ chid: z.string(), distributionState: wireText })),
  restrictedToAudiences: wireTexts,
  inServicePublishInfo: wireObject,
  coEngDriverPublishInfo: wireObject,
});

/** What a label targets, as the service shows it: with what is still to be added, and still to be removed. */
export interface TargetingRecord {
  readonly hardwareIds?:
    | readonly (HardwareId & { readonly distributionState?: string | null | undefined })[]
    | null
    | undefined;
  readonly chids?:
    | readonly { readonly chid: string; readonly distributionState?: string | null | undefined }[]
    | null
    | undefined;
  readonly restrictedToAudiences?: readonly string[] | null | undefined;
  readonly inServicePublishInfo?: Readonly<Record<string, unknown>> | null | undefined;
  readonly coEngDriverPublishInfo?: Readonly<Record<string, unknown>> | null | undefined;
}

const publishing = z.looseObject({ visibleToAccounts: wireTexts });

const wire = z.looseObject({
  id: wireId,
  name: wireText,
  destination: wireText,
  publishingSpecifications: wireObject.transform((found) => found && publishing.parse(found)),
  // The documentation's table calls it a list, its samples and the service have one object.
  recipientSpecifications: z
    .unknown()
    .optional()
    .transform((found) => (Array.isArray(found) ? found[0] : found))
    .pipe(wireObject),
  targeting: wireObject.transform((found): TargetingRecord | undefined => found && targeting.parse(found)),
  workflowStatus: workflow,
  createdDateTime: wireDate,
});

/** A label of a submission, which the answer need not name: the request does. */
function recordOf(productId: string, submissionId: string) {
  return wire.transform((known) => ({
    labelId: known.id,
    productId,
    submissionId,
    name: known.name,
    destination: known.destination,
    publishingSpecifications: known.publishingSpecifications,
    recipientSpecifications: known.recipientSpecifications,
    targeting: known.targeting,
    workflowStatus: known.workflowStatus?.status,
    createdAt: known.createdDateTime,
    /** A secret that expires, for immediate use. A function, so that it is never written out with the rest. */
    links: () => ({ errorReport: known.workflowStatus?.errorReport }),
  }));
}

/** A label as the service shows it; rows of a list come without targeting. */
export type ShippingLabelRecord = z.output<ReturnType<typeof recordOf>>;

function toWire({ publishingSpecifications, ...label }: NewShippingLabel) {
  const accounts = publishingSpecifications?.visibleToAccounts;
  const visibleToAccounts = accounts && { visibleToAccounts: accounts.map(wireNumber) };
  return {
    ...label,
    ...(publishingSpecifications && {
      publishingSpecifications: { ...publishingSpecifications, ...visibleToAccounts },
    }),
  };
}

type PathOf = (productId: string, submissionId: string) => string;

/** Calls of `/my/hardware/products/{productId}/submissions/{submissionId}/shippingLabels`. */
export function shippingLabels(client: Client, apiVersion: string) {
  const pathOf: PathOf = (productId, submissionId) =>
    `/${apiVersion}/my/hardware/products/${productId}/submissions/${submissionId}/shippingLabels`;
  return { ...reads(client, pathOf), ...writes(client, pathOf) };
}

function reads(client: Client, pathOf: PathOf) {
  return {
    list: (
      productId: string,
      submissionId: string,
      onUnreadable?: OnUnreadable,
    ): Promise<ShippingLabelRecord[]> =>
      allPages(
        client,
        `${pathOf(productId, submissionId)}/`,
        recordOf(productId, submissionId),
        onUnreadable,
      ),
    /**
     * One page of them. Asks for their targeting, which the documentation grants to single labels only: rows that come
     * without it have their own GET.
     */
    page: (productId: string, submissionId: string, query: Query = {}): Promise<Page<ShippingLabelRecord>> =>
      onePage(client, `${pathOf(productId, submissionId)}/`, recordOf(productId, submissionId), {
        includeTargetingInfo: "true",
        ...query,
      }),
    /** With its targeting, which the service leaves out unless it is asked for. */
    get: (productId: string, submissionId: string, labelId: string): Promise<ShippingLabelRecord> =>
      client.call({
        verb: "GET",
        path: `${pathOf(productId, submissionId)}/${labelId}`,
        query: { includeTargetingInfo: "true" },
        responseSchema: recordOf(productId, submissionId),
      }),
  };
}

function writes(client: Client, pathOf: PathOf) {
  const patch = (
    [productId, submissionId, labelId]: [string, string, string],
    body: object,
    idempotent = false,
  ): Promise<undefined> =>
    client.call({
      verb: "PATCH",
      path: `${pathOf(productId, submissionId)}/${labelId}`,
      body,
      ...(idempotent && { idempotent: idempotent }),
      responseSchema: anyAnswer,
    });
  return {
    create: (
      productId: string,
      submissionId: string,
      label: NewShippingLabel,
    ): Promise<ShippingLabelRecord> =>
      client.call({
        verb: "POST",
        path: pathOf(productId, submissionId),
        body: toWire(label),
        responseSchema: recordOf(productId, submissionId),
      }),
    /** Not to be repeated blindly: the service refuses to add what is there by then. */
    update: (productId: string, submissionId: string, labelId: string, targeting: TargetingPatch) =>
      patch([productId, submissionId, labelId], { targeting }),
    /** Lets the receiver of a shared label make DUA packages, or keeps it from that. */
    blockDuaCreation: (productId: string, submissionId: string, labelId: string, isBlocked: boolean) =>
      patch(
        [productId, submissionId, labelId],
        { recipientSpecifications: { blockDuaCreation: isBlocked } },
        true,
      ),
    cancel: (productId: string, submissionId: string, labelId: string): Promise<undefined> =>
      client.call({
        verb: "PUT",
        path: `${pathOf(productId, submissionId)}/${labelId}/cancel`,
        idempotent: true,
        responseSchema: anyAnswer,
      }),
  };
}
