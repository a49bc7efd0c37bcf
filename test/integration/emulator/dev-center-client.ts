import { type Emulator, type EmulatorOptions, start } from "devcenter-emulator";
import { isSafeNumber, parse } from "lossless-json";

/** The instant every test starts at: its clock moves only when the test moves it. */
export const noon = "2026-03-02T12:00:00Z";

/** What came back: ids beyond 2^53 are strings of exactly the digits on the wire. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** What a test asks of the emulator. */
export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the emulator takes besides the tokens that it issues. */
export const accessToken = "a-token-for-tests";

/** Starts an emulator whose clock shows noon and which accepts the token that `call` sends. */
export async function startAtNoon(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await start({ speed: 0, accessToken, ...options });
  emulator.clock.set(noon);
  return emulator;
}

function digits(text: string): unknown {
  return isSafeNumber(text) ? Number(text) : text;
}

/** Sends one request as a client of the service would. A string body is sent unchanged. */
export async function call(
  { url }: Pick<Emulator, "url">,
  method: string,
  path: string,
  { body, headers = {} }: Call = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  const parsed = isJson ? parse(text, null, digits) : {};
  return { status: response.status, headers: response.headers, text, body: parsed };
}

/** The value at a path such as "error.code" or "value.0.id". */
export function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined | null)?.[name], value);
}

/** A template every account may create. */
export const template = {
  view: "IHVDriver",
  projection: ["FailureName", "DriverName"],
  dateRange: { reportPeriod: "Last7Days" },
};

/** The product of the documentation's sample. */
export const product = {
  productName: "Test_Network_Product2-R",
  testHarness: "Attestation",
  announcementDate: "2018-01-01T00:00:00",
  deviceMetadataIds: [],
  firmwareVersion: "980",
  deviceType: "external",
  isTestSign: false,
  isFlightSign: false,
  marketingNames: [],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  requestedSignatures: ["WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS3_FULL", "WINDOWS_VISTA"],
  additionalAttributes: {},
};

/** Where products live. */
export const products = "/v2.0/my/hardware/products";

/** Creates a product and answers the path of its submissions. */
export async function createProduct(emulator: Emulator, changes: object = {}): Promise<string> {
  const { body } = await call(emulator, "POST", products, { body: { ...product, ...changes } });
  return `${products}/${at(body, "id")}/submissions`;
}
