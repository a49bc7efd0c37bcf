import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { z } from "zod";
import { staticToken } from "../../../provider/api/auth/token";
import { ApiError } from "../../../provider/api/errors/api-error";
import { type ApiRequest, type Client, createClient } from "../../../provider/api/http/client";
import { openNetwork } from "../../../provider/api/http/dispatcher";
import { createLimiter } from "../../../provider/api/http/limiter";
import { explained } from "../../../provider/dynamic/hints";
import { accessToken, noon, startAtNoon } from "../emulator/dev-center-client";
import { functionalRefusals } from "../emulator/functional-refusals";
import { labelRefusals } from "../emulator/label-refusals";

const requestTimeoutMs = 5_000;

describe("what the user reads when Dev Center refuses", () => {
  const network = openNetwork({ requestTimeoutMs });
  let emulator: Emulator;
  let client: Client;

  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set(noon);
    const clock = { now: () => emulator.clock.now(), wait: async () => undefined };
    client = createClient({
      endpoint: emulator.url,
      tokens: staticToken(accessToken),
      network,
      limiter: createLimiter(undefined, clock),
      clock,
      requestTimeoutMs,
      retryTimeoutMs: 600_000,
    });
  });
  after(async () => {
    await network.close();
    await emulator.close();
  });

  async function refusal(call: Pick<ApiRequest<unknown>, "verb" | "path" | "body">): Promise<ApiError> {
    try {
      await client.call({ ...call, responseSchema: z.unknown() });
    } catch (error) {
      assert.ok(error instanceof ApiError, String(error));
      return error;
    }
    return assert.fail("it was granted");
  }

  /** The lines of the message: what was refused and why, what it names, what to do, the ids for support. */
  function adviceIn(error: ApiError): string {
    return explained(error)
      .split("\n")
      .filter((line) => !/^(Dev Center refused|It names:|MS-Corr)/.test(line))
      .join("\n");
  }

  for (const { what, status, code, message, arrange } of [...functionalRefusals, ...labelRefusals]) {
    it(`says what to do about ${what} (${status} ${code}: ${message})`, async () => {
      const { method, path, body } = await arrange(emulator);
      const error = await refusal({ verb: method as ApiRequest<unknown>["verb"], path, body });
      assert.deepEqual([error.status, error.says(code)], [status, true]);
      assert.match(adviceIn(error), /\w{4,}/);
    });
  }

  const bodies: [what: string, status: number, body: unknown, shown: RegExp][] = [
    [
      "the functional body",
      422,
      {
        error: {
          code: "invalidInput",
          message: "Validation Failed.",
          validationErrors: [{ target: "targetingInfo.chids", message: "Not a GUID." }],
        },
      },
      /invalidInput: Validation Failed\. targeting\.chids: Not a GUID\.\nIt names: targeting\.chids\nCorrect/,
    ],
    [
      "the gateway's body",
      500,
      { statusCode: 500, message: "Internal server error", activityId: "a" },
      /500: Internal server error\nThis is a fault of Dev Center's own/,
    ],
    [
      "the throttled body",
      429,
      { statusCode: 429, message: "Rate limit is exceeded. Try again in 0 seconds." },
      /Rate limit is exceeded.*\nThe account's request limit is used up/,
    ],
    [
      "the body of reporting",
      400,
      { data: null, errors: [{ Code: "InvalidInput", Message: "No such column.", TrackingId: "t" }] },
      /InvalidInput: No such column\.\nCorrect/,
    ],
    ["plain text", 403, "Forbidden for you.", /403: Forbidden for you\.\nThe application may not do this/],
    [
      "a web page",
      502,
      "<html><head><title>502 Bad Gateway</title></head></html>",
      /502: 502 Bad Gateway\nThis is a fault/,
    ],
    ["nothing", 415, undefined, /with 415\nThe request came in another form/],
  ];
  for (const [what, status, body, shown] of bodies) {
    it(`says what to do about ${what}`, async () => {
      emulator.fail({
        times: "always",
        action: { respond: { status, ...(body === undefined ? {} : { body }) } },
      });
      const refused = await refusal({ verb: "POST", path: "/v2.0/my/hardware/products" });
      assert.match(explained(refused), shown);
    });
  }
});
