import { randomUUID } from "node:crypto";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { requireBearer } from "./authority/bearer";
import { addBlobGateway } from "./blobs/gateway";
import type { Emulation } from "./emulation";
import { useFaults } from "./fault-hooks";
import { addDashboard, sendRefusal, useFieldAnswers } from "./field-answers";
import { refuseForeign } from "./local-callers";
import { gatewayFailure, plainRefusal, Refusal } from "./refusals";
import { addAudienceRoutes } from "./routes/audiences";
import { addCabRoutes } from "./routes/cabs";
import { addControlRoutes } from "./routes/control";
import { addPreprodRoutes } from "./routes/preprod-packages";
import { addProductRoutes } from "./routes/products";
import { addPublisherMetadataRoutes } from "./routes/publisher-metadata";
import { addRelationshipRoutes } from "./routes/relationships";
import { addReportDataRoutes } from "./routes/report-data";
import { addReportScheduleRoutes } from "./routes/report-schedules";
import { addReportTemplateRoutes } from "./routes/report-templates";
import { addShippingLabelRoutes } from "./routes/shipping-labels";
import { addSubmissionRoutes } from "./routes/submissions";
import { giveDate } from "./service-date";
import { receiveOwn } from "./sharing";
import type { Switchboard } from "./switchboard";
import { useWireJson } from "./wire-json";

const passedOn = ["MS-CorrelationId", "MS-RequestId"];

function refusalFor(error: FastifyError | Refusal, path: string): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  const status = error.statusCode ?? 500;
  return status < 500 ? plainRefusal(path, status, error.message) : gatewayFailure();
}

async function giveCorrelation(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  for (const name of passedOn) {
    reply.header(name, request.headers[name.toLowerCase()] ?? randomUUID());
  }
}

type Scope = (app: FastifyInstance) => void | Promise<void>;

/** Gives routes a scope of their own, so that their hooks and parsers befall no others. */
async function mount(app: FastifyInstance, prefix: string, add: Scope): Promise<void> {
  const plugin = (scope: FastifyInstance, _options: unknown, done: (error?: Error) => void) => {
    Promise.resolve(add(scope)).then(() => done(), done);
  };
  await app.register(plugin, { prefix });
}

async function mountReporting(app: FastifyInstance, emulation: Emulation): Promise<void> {
  await mount(app, "/analytics/driver/reporttemplate", (scope) => addReportTemplateRoutes(scope, emulation));
  await mount(app, "/analytics/driver/report", (scope) => addReportScheduleRoutes(scope, emulation));
  await mount(app, "/analytics/driver/reportdata", (scope) => addReportDataRoutes(scope, emulation));
  await mount(app, "/v1.0/my/analytics", (scope) => addCabRoutes(scope, emulation));
}

async function mountHardware(app: FastifyInstance, base: string, emulation: Emulation): Promise<void> {
  const submissions = `${base}/products/:productId/submissions`;
  const labels = `${submissions}/:submissionId/shippingLabels`;
  await mount(app, base, (scope) => addAudienceRoutes(scope, emulation));
  await mount(app, `${base}/products`, (scope) => addProductRoutes(scope, emulation));
  await mount(app, submissions, (scope) => addSubmissionRoutes(scope, emulation));
  await mount(app, labels, (scope) => addShippingLabelRoutes(scope, emulation));
  await mount(app, submissions, (scope) => addPublisherMetadataRoutes(scope, emulation));
  await mount(app, `${base}/products/relationships`, (scope) => addRelationshipRoutes(scope, emulation));
}

async function addApi(app: FastifyInstance, emulation: Emulation): Promise<void> {
  useWireJson(app);
  useFaults(app, emulation.faults, "service");
  emulation.requests.watch(app, { bodies: true });
  useFieldAnswers(app, emulation);
  giveDate(app, emulation);
  app.addHook("onRequest", giveCorrelation);
  app.addHook("preHandler", async (request) => {
    emulation.throttle.take();
    requireBearer(request, emulation.tokens);
    receiveOwn(emulation);
  });
  app.setErrorHandler<FastifyError | Refusal>((error, request, reply) =>
    sendRefusal(emulation, request, reply, refusalFor(error, request.url)),
  );
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(emulation, request, reply, plainRefusal(request.url, 404, "The resource does not exist.")),
  );
  await mountReporting(app, emulation);
  for (const version of ["v1.0", "v2.0"]) {
    await mountHardware(app, `/${version}/my/hardware`, emulation);
  }
  await mount(app, "/v2.0/my/hardware/preprod/packages", (scope) => addPreprodRoutes(scope, emulation));
}

/** Builds the whole service: the API, the blobs behind its links, and the emulator's own routes. */
export async function buildService(emulation: Emulation, switchboard: Switchboard): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  app.addHook("onRequest", refuseForeign);
  await mount(app, "/_emulator", (scope) => addControlRoutes(scope, switchboard));
  await mount(app, "", addDashboard);
  await mount(app, "", (scope) => addBlobGateway(scope, emulation));
  await mount(app, "", (scope) => addApi(scope, emulation));
  return app;
}
