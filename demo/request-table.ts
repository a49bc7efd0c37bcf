import type { RecordedRequest } from "devcenter-emulator";

/** Requests as lines of a table: verb, path, status. */
export function requestTable(requests: readonly RecordedRequest[]): string {
  if (requests.length === 0) return "  nothing";
  const width = Math.max(...requests.map(({ path }) => path.length));
  return requests
    .map(
      ({ method, path, status }) => `  ${method.padEnd(5)}  ${path.padEnd(width)}  ${status ?? "no answer"}`,
    )
    .join("\n");
}
