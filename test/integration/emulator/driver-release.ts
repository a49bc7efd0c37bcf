import { BlockBlobClient } from "@azure/storage-blob";
import type { DriverMetadata, Emulator, HardwareId } from "devcenter-emulator";
import { type Answer, at, call, createProduct } from "./dev-center-client";
import { combinationsOf } from "./driver-metadata-file";
import { zipOf } from "./sample-packages";

export const minuteMs = 60_000;

/** A link of a submission. */
export interface Download {
  type: string;
  url: string;
}

/** One submission on its way, as a client would drive it. */
export interface Release {
  /** Path of the product's submissions, and of this one. */
  submissions: string;
  path: string;
  id: string;
}

/** Creates a product and its initial submission. */
export async function begin(emulator: Emulator, changes: object = {}): Promise<Release> {
  const submissions = await createProduct(emulator, { testHarness: "hlk", ...changes });
  return submit(emulator, submissions, "initial");
}

/** Creates one more submission of a product. */
export async function submit(emulator: Emulator, submissions: string, type: string): Promise<Release> {
  const { body } = await call(emulator, "POST", submissions, { body: { name: type, type } });
  const id = String(at(body, "id"));
  return { submissions, id, path: `${submissions}/${id}` };
}

/** The submission as it shows now. */
export async function show(emulator: Emulator, { path }: Release): Promise<unknown> {
  return (await call(emulator, "GET", path)).body;
}

/** One of a submission's links by its type, or nothing. */
export function linkOf(submission: unknown, type: string): string | undefined {
  const items = at(submission, "downloads.items") as Download[];
  return items.find((item) => item.type === type)?.url;
}

/** Uploads a package by the link of its type. */
export async function upload(
  emulator: Emulator,
  release: Release,
  bytes = zipOf("a package"),
): Promise<void> {
  const submission = await show(emulator, release);
  const url = linkOf(submission, `${at(submission, "type")}Package`);
  await new BlockBlobClient(String(url)).uploadData(bytes);
}

/** Commits a submission. */
export function commit(emulator: Emulator, { path }: Release): Promise<Answer> {
  return call(emulator, "POST", `${path}/commit`, { headers: { "content-type": "application/json" } });
}

/** Uploads, commits and lets minutes pass: 40 are enough for all steps. */
export async function release(emulator: Emulator, minutes = 40, changes: object = {}): Promise<Release> {
  const begun = await begin(emulator, changes);
  await upload(emulator, begun);
  await commit(emulator, begun);
  emulator.clock.advance(minutes * minuteMs);
  return begun;
}

/** The metadata file of a finished submission. */
export async function metadataOf(emulator: Emulator, finished: Release): Promise<DriverMetadata> {
  const url = linkOf(await show(emulator, finished), "driverMetadata");
  return (await (await fetch(String(url))).json()) as DriverMetadata;
}

/** The combinations a label of a finished submission may target, those of older systems left out. */
export async function hardwareIdsOf(emulator: Emulator, finished: Release): Promise<HardwareId[]> {
  const all = combinationsOf(await metadataOf(emulator, finished));
  return all.filter(({ operatingSystemCode }) => operatingSystemCode.startsWith("WINDOWS_v100"));
}
