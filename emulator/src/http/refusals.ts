import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { InputFault } from "../rules/input-faults";

/** A documented refusal of the service: thrown by a route, sent as it is. */
export class Refusal extends Error {
  /** Carries the status and the body of the answer; both are what a client sees. */
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`refused with ${status}`);
  }
}

/** A refusal of the reporting API: its envelope, with one error for each message. */
export function reportingRefusal(status: number, code: string, ...messages: string[]): Refusal {
  const trackingId = randomUUID();
  const errors = messages.map((message) => ({ Code: code, Message: message, TrackingId: trackingId }));
  return new Refusal(status, { data: null, errors });
}

/** A refusal of the reporting API for input that breaks its rules: all faults at once. */
export function invalidReportingInput(faults: readonly InputFault[]): Refusal {
  const messages = faults.map(({ target, message }) => (target ? `${target}: ${message}` : message));
  return reportingRefusal(400, "InvalidInput", ...messages);
}

/** A refusal of the hardware API, with its functional code. */
export function hardwareRefusal(
  status: number,
  code: string,
  message: string,
  validationErrors?: readonly InputFault[],
): Refusal {
  return new Refusal(status, { error: { code, message, ...(validationErrors && { validationErrors }) } });
}

/** A refusal of the hardware API for input that breaks its rules. */
export function invalidHardwareInput(faults: readonly InputFault[]): Refusal {
  return hardwareRefusal(400, "invalidInput", "Validation Failed.", faults);
}

/** What the gateway before the service says by itself. */
export function gatewayRefusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(status, { statusCode: status, message }, headers);
}

/** The gateway's own failure, with the id its operators ask for. */
export function gatewayFailure(): Refusal {
  return new Refusal(500, { statusCode: 500, message: "Internal server error", activityId: randomUUID() });
}

/** The refusal for a request no route can take: unknown path, method or media type, or a malformed body. */
export function plainRefusal(path: string, status: number, message = STATUS_CODES[status] ?? ""): Refusal {
  const code = status === 400 ? "InvalidInput" : (STATUS_CODES[status] ?? "Error").replaceAll(" ", "");
  return path.startsWith("/analytics/")
    ? reportingRefusal(status, code, message)
    : hardwareRefusal(status, code, message);
}
