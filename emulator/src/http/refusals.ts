import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Checked, InputFault } from "../rules/input-faults";

/** A documented refusal of the service: thrown by a route, sent as it is. */
export class Refusal extends Error {
  /** Carries the status, body and headers of the response. */
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

/** A refusal of the hardware API for what the object's state does not allow. */
export function invalidState(message: string): Refusal {
  return hardwareRefusal(400, "requestInvalidForCurrentState", message);
}

/** Input of the hardware API that keeps its rules. Throws the refusal otherwise. */
export function validHardwareInput<T>(checked: Checked<T>): T {
  if (!checked.ok) throw invalidHardwareInput(checked.faults);
  return checked.value;
}

/** Input of the reporting API that keeps its rules. Throws the refusal otherwise. */
export function validReportingInput<T>(checked: Checked<T>): T {
  if (!checked.ok) throw invalidReportingInput(checked.faults);
  return checked.value;
}

/** A refusal of the gateway before the service. */
export function gatewayRefusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(status, { statusCode: status, message }, headers);
}

/** A failure of the gateway, with the id that its operators ask for. */
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
