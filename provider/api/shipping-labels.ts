import { z } from "zod";
import type { Client } from "./client";
import { wireNumber } from "./json";
import { allPages, onePage, type Page, type Query } from "./pages";
import { workflow } from "./submissions";
import { anyAnswer, wireDate, wireId } from "./wire";

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

const distributionState = z.string().nullish();

const targeting = z.looseObject({
  hardwareIds: z
    .array(
      z.looseObject({
        bundleId: z.string(),
        infId: z.string(),
        operatingSystemCode: z.string(),
        pnpString: z.string(),
        distributionState,
      }),
    )
    .nullish(),
  chids: z.array(z.looseObject({ chid: z.string(), distributionState })).nullish(),
  restrictedToAudiences: z.array(z.string()).nullish(),
  inServicePublishInfo: z.record(z.string(), z.unknown()).nullish(),
  coEngDriverPublishInfo: z.record(z.string(), z.unknown()).nullish(),
});

/** What a label targets, as the service shows it: with what is still to be added, and still to be removed. */
export type TargetingRecord = z.output<typeof targeting>;

const record = z
  .looseObject({
    id: wireId,
    productId: wireId,
    submissionId: wireId,
    name: z.string().nullish(),
    destination: z.string().nullish(),
    publishingSpecifications: z.looseObject({ visibleToAccounts: z.array(wireId).nullish() }).nullish(),
    // The documentation's table calls it a list, its samples and the service have one object.
    recipientSpecifications: z
      .union([z.looseObject({}), z.array(z.looseObject({})).transform((list) => list[0])])
      .nullish(),
    targeting: targeting.nullish(),
    workflowStatus: workflow.nullish(),
    createdDateTime: wireDate,
  })
  .transform((wire) => ({
    labelId: wire.id,
    productId: wire.productId,
    submissionId: wire.submissionId,
    name: wire.name ?? undefined,
    destination: wire.destination ?? undefined,
    publishingSpecifications: wire.publishingSpecifications ?? undefined,
    recipientSpecifications: wire.recipientSpecifications ?? undefined,
    targeting: wire.targeting ?? undefined,
    workflowStatus: wire.workflowStatus?.status,
    createdAt: wire.createdDateTime,
    /** A secret that expires, for immediate use. A function, so that it is never written out with the rest. */
    links: () => ({ errorReport: wire.workflowStatus?.errorReport }),
  }));

/** A label as the service shows it; rows of a list come without targeting. */
export type ShippingLabelRecord = z.output<typeof record>;

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

/** Calls of `/my/hardware/products/{productId}/submissions/{submissionId}/shippingLabels`. */
export function shippingLabels(client: Client, apiVersion: string) {
  const pathOf = (productId: string, submissionId: string) =>
    `/${apiVersion}/my/hardware/products/${productId}/submissions/${submissionId}/shippingLabels`;
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
        answer: record,
      }),
    list: (productId: string, submissionId: string): Promise<ShippingLabelRecord[]> =>
      allPages(client, `${pathOf(productId, submissionId)}/`, record),
    /**
     * One page of them. Asks for their targeting, which the documentation grants to single labels only: rows that come
     * without it have their own GET.
     */
    page: (productId: string, submissionId: string, query: Query = {}): Promise<Page<ShippingLabelRecord>> =>
      onePage(client, `${pathOf(productId, submissionId)}/`, record, {
        includeTargetingInfo: "true",
        ...query,
      }),
    /** With its targeting, which the service leaves out unless it is asked for. */
    get: (productId: string, submissionId: string, labelId: string): Promise<ShippingLabelRecord> =>
      client.call({
        verb: "GET",
        path: `${pathOf(productId, submissionId)}/${labelId}`,
        query: { includeTargetingInfo: "true" },
        answer: record,
      }),
    /** Not to be repeated blindly: the service refuses to add what is there by then. */
    update: (
      productId: string,
      submissionId: string,
      labelId: string,
      patch: TargetingPatch,
    ): Promise<undefined> =>
      client.call({
        verb: "PATCH",
        path: `${pathOf(productId, submissionId)}/${labelId}`,
        body: { targeting: patch },
        answer: anyAnswer,
      }),
    /** Lets the receiver of a shared label make DUA packages, or keeps it from that. */
    blockDuaCreation: (
      productId: string,
      submissionId: string,
      labelId: string,
      isBlocked: boolean,
    ): Promise<undefined> =>
      client.call({
        verb: "PATCH",
        path: `${pathOf(productId, submissionId)}/${labelId}`,
        body: { recipientSpecifications: { blockDuaCreation: isBlocked } },
        repeatable: true,
        answer: anyAnswer,
      }),
    cancel: (productId: string, submissionId: string, labelId: string): Promise<undefined> =>
      client.call({
        verb: "PUT",
        path: `${pathOf(productId, submissionId)}/${labelId}/cancel`,
        repeatable: true,
        answer: anyAnswer,
      }),
  };
}
