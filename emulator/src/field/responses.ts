import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Links } from "../blobs/links";
import { isJsonObject, type JsonObject } from "../http/json";
import type { Refusal } from "../http/refusals";
import type { Store } from "../store/store";
import type { FieldBehavior } from "./field-behavior";
import { labelInTheField, oddLabel } from "./labels";
import { oddProducts, productInTheField, submissionInTheField } from "./products";
import { refusalInTheField } from "./refusals";
import { oddReports, scheduleInTheField, templateInTheField } from "./reports";
import { type Variants, variantsFor } from "./variants";

interface Services {
  readonly store: Store;
  readonly links: Links;
  readonly fieldBehavior: FieldBehavior;
}

interface Writing {
  /** Matches the end of the path of a route. */
  readonly path: RegExp;
  readonly write: (value: JsonObject, words: Variants, services: Services) => JsonObject;
  /** A malformed row that its lists contain. */
  readonly odd?: JsonObject;
}

const dashboard = "/dashboard/hardware/Driver/DownloadCertificationReport";
const signIn =
  "<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>Sign in</body></html>";
const byteOrderMark = "\uFEFF";

const writings: readonly Writing[] = [
  {
    path: /\/analytics\/driver\/reporttemplate\/?(:\w+)?$/,
    write: templateInTheField,
    odd: oddReports.template,
  },
  { path: /\/analytics\/driver\/report\/?$/, write: scheduleInTheField, odd: oddReports.schedule },
  { path: /\/products\/?(:productId)?$/, write: productInTheField, odd: oddProducts.product },
  {
    path: /\/submissions\/?(:submissionId)?$|\/relationships\//,
    write: (value, words, { links }) =>
      submissionInTheField(value, words, `${links.base}${dashboard}/${value.productId}/${value.id}`),
    odd: oddProducts.submission,
  },
  {
    path: /\/shippingLabels\/?(:labelId)?$/,
    write: (value, words, { store }) =>
      labelInTheField(value, words, store.find("shippingLabel", String(value.id))?.createdAt),
    odd: oddLabel,
  },
];

function keyOf({ method, url }: FastifyRequest): string {
  return `${method} ${url.replace(/\?.*$/s, "")}`;
}

/** A body of either API, with its one object or each object of its list as the field has it. */
function written(request: FastifyRequest, body: JsonObject, services: Services, { write, odd }: Writing) {
  const key = keyOf(request);
  const one = (value: JsonObject) =>
    write(value, variantsFor(`${key} ${value.id ?? value.reportId ?? value.templateId}`), services);
  const list = ["value", "data"].find((name) => Array.isArray(body[name]));
  if (list !== undefined) {
    const rows = (body[list] as JsonObject[]).map(one);
    return { ...body, [list]: odd === undefined ? rows : [odd, ...rows] };
  }
  return isJsonObject(body.data) ? { ...body, data: one(body.data), errors: null } : one(body);
}

/** Responses to a creation have been seen without links; a GET has them. */
function withoutDownloads(request: FastifyRequest, body: unknown): unknown {
  if (request.method !== "POST" || !isJsonObject(body) || !("downloads" in body)) return body;
  const { downloads: _, ...rest } = body;
  return rest;
}

/** Writes responses as the field has them, while that is switched on. */
export function useFieldResponses(app: FastifyInstance, services: Services): void {
  const { fieldBehavior } = services;
  app.addHook("preSerialization", async (request, { statusCode }, payload) => {
    const writing = writings.find(({ path }) => path.test(request.routeOptions.url ?? ""));
    const isObject = isJsonObject(payload);
    if (!fieldBehavior.isOn || statusCode >= 300 || writing === undefined || !isObject) return payload;
    return written(request, withoutDownloads(request, payload) as JsonObject, services, writing);
  });
  app.addHook("onSend", async (request, reply, payload) => {
    if (!fieldBehavior.isOn) return payload;
    if (reply.statusCode >= 500 && (payload === undefined || payload === null || payload === "")) {
      reply.header("content-type", "text/plain");
      return "The service is unavailable.";
    }
    const isText = typeof payload === "string" && payload !== "";
    return isText && variantsFor(`mark ${keyOf(request)}`).pick(true, false, false)
      ? byteOrderMark + payload
      : payload;
  });
}

/** The dashboard, which sends a sign-in page to every client. */
export function addDashboard(app: FastifyInstance): void {
  app.get(`${dashboard}/:productId/:submissionId`, (_request, reply) => reply.type("text/html").send(signIn));
}

/** Sends a refusal, in the shape that the field has for it while that is switched on. */
export function sendRefusal(
  { fieldBehavior }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const words = variantsFor(`${keyOf(request)} ${refusal.status}`);
  const { status, headers, body } = fieldBehavior.isOn ? refusalInTheField(refusal, words) : refusal;
  if (typeof body === "string") {
    reply.type(body.startsWith("<") ? "application/xml" : "text/plain").serializer((text: string) => text);
  }
  return reply.status(status).headers(headers).send(body);
}
