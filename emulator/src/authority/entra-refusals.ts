import { randomUUID } from "node:crypto";

/** A refusal of the token endpoint: status and body. */
export interface EntraRefusal {
  status: number;
  body: Record<string, unknown>;
}

/** A refusal in the token endpoint's form; `number` is the one after AADSTS. */
export function entraRefusal(status: number, error: string, number: number, message: string): EntraRefusal {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId}`,
      error_codes: [number],
      trace_id: traceId,
      correlation_id: correlationId,
    },
  };
}
