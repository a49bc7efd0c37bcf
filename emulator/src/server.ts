import { randomUUID } from "node:crypto";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { requireBearer } from "./authority/bearer";
import { addBlobGateway } from "./blobs/gateway";
import { addControlRoutes } from "./control/routes";
import { addDashboard, sendRefusal, useFieldResponses } from "./field/responses";
import { acceptOwnShares } from "./hardware/sharing";
import { useFaults } from "./http/fault-hooks";
import { useJson } from "./http/json";
import { refuseForeign } from "./http/local-callers";
import { gatewayFailure, plainRefusal, Refusal } from "./http/refusals";
import { sendDate } from "./http/service-date";
import { addAudienceRoutes } from "./routes/audiences";
import { addCabRoutes } from "./routes/cabs";
import { addPreprodRoutes } from "./routes/preprod-packages";
import { addProductRoutes } from "./routes/products";
import { addPublisherMetadataRoutes } from "./routes/publisher-metadata";
import { addRelationshipRoutes } from "./routes/relationships";
import { addReportDataRoutes } from "./routes/report-data";
import { addReportScheduleRoutes } from "./routes/report-schedules";
import { addReportTemplateRoutes } from "./routes/report-templates";
import { addShippingLabelRoutes } from "./routes/shipping-labels";
import { addSubmissionRoutes } from "./routes/submissions";
import type { EmulatorServices } from "./services";

const passedOn = ["MS-CorrelationId", "MS-RequestId"];

function refusalFor(error: FastifyError | Refusal, path: string): Refusal {
  if (error instanceof Refusal) return error;
  const status = error.statusCode ?? 500;
  return status < 500 ? plainRefusal(path, status, error.message) : gatewayFailure();
}

async function giveCorrelation(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  for (const name of passedOn) reply.header(name, request.headers[name.toLowerCase()] ?? randomUUID());
}

type Scope = (app: FastifyInstance) => void | Promise<void>;

/** Adds routes in their own scope, so that their hooks and parsers apply to no others. */
async function mount(app: FastifyInstance, prefix: string, add: Scope): Promise<void> {
  const plugin = (scope: FastifyInstance, _options: unknown, done: (error?: Error) => void) => {
    Promise.resolve(add(scope)).then(() => done(), done);
  };
  await app.register(plugin, { prefix });
}

async function mountReporting(app: FastifyInstance, services: EmulatorServices): Promise<void> {
  await mount(app, "/analytics/driver/reporttemplate", (scope) => addReportTemplateRoutes(scope, services));
  await mount(app, "/analytics/driver/report", (scope) => addReportScheduleRoutes(scope, services));
  await mount(app, "/analytics/driver/reportdata", (scope) => addReportDataRoutes(scope, services));
  await mount(app, "/v1.0/my/analytics", (scope) => addCabRoutes(scope, services));
}

async function mountHardware(app: FastifyInstance, base: string, services: EmulatorServices): Promise<void> {
  const submissions = `${base}/products/:productId/submissions`;
  const labels = `${submissions}/:submissionId/shippingLabels`;
  await mount(app, base, (scope) => addAudienceRoutes(scope, services));
  await mount(app, `${base}/products`, (scope) => addProductRoutes(scope, services));
  await mount(app, submissions, (scope) => addSubmissionRoutes(scope, services));
  await mount(app, labels, (scope) => addShippingLabelRoutes(scope, services));
  await mount(app, submissions, (scope) => addPublisherMetadataRoutes(scope, services));
  await mount(app, `${base}/products/relationships`, (scope) => addRelationshipRoutes(scope, services));
}

async function addApi(app: FastifyInstance, services: EmulatorServices): Promise<void> {
  useJson(app);
  useFaults(app, services.faults, "api");
  services.requests.watch(app, { bodies: true });
  useFieldResponses(app, services);
  sendDate(app, services.clock);
  app.addHook("onRequest", giveCorrelation);
  app.addHook("preHandler", async (request) => {
    services.throttle.take();
    requireBearer(request, services.tokens);
    acceptOwnShares(services);
  });
  app.setErrorHandler<FastifyError | Refusal>((error, request, reply) =>
    sendRefusal(services, request, reply, refusalFor(error, request.url)),
  );
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(services, request, reply, plainRefusal(request.url, 404, "The resource does not exist.")),
  );
  await mountReporting(app, services);
  for (const version of ["v1.0", "v2.0"]) await mountHardware(app, `/${version}/my/hardware`, services);
  await mount(app, "/v2.0/my/hardware/preprod/packages", (scope) => addPreprodRoutes(scope, services));
}

/** Builds the whole service: the API, the blobs behind its links, and the emulator's own routes. */
export async function buildServer(services: EmulatorServices): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  app.addHook("onRequest", refuseForeign);
  await mount(app, "/_emulator", (scope) => addControlRoutes(scope, services));
  await mount(app, "", addDashboard);
  await mount(app, "", (scope) => addBlobGateway(scope, services));
  await mount(app, "", (scope) => addApi(scope, services));
  return app;
}
