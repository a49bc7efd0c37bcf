import assert from "node:assert/strict";
import { MockAgent } from "undici";
import { SAMPLES } from "../../../harness/sample-inputs";
import { type EntraAnswer, scriptedEntra, tokensFor } from "../../../harness/scripted-entra";
import { failureOf, type ScriptedAnswer, scriptedClient } from "../../../harness/scripted-service";
import type { Credential } from "../../../provider/api/auth/credential";
import { resolveSettings } from "../../../provider/api/auth/settings";
import { reportTemplates } from "../../../provider/api/endpoints/report-templates";
import type { Client } from "../../../provider/api/http/client";
import { createHandlers } from "../../../provider/dynamic/handlers";
import { explained } from "../../../provider/dynamic/hints";
import { createSession } from "../../../provider/dynamic/session";
import { lifecycles } from "../../../provider/lifecycles/registry";

/** What the engine prints of inputs that the check refuses, without the name of the resource. */
export async function checked(kind: keyof typeof SAMPLES, change: object): Promise<string> {
  const session = createSession({ environment: {}, say: () => undefined });
  const handlers = createHandlers(lifecycles[kind] ?? assert.fail(kind), session);
  const news: Record<string, unknown> = { ...SAMPLES[kind], ...change };
  const { failures = [] } = await handlers.check({}, JSON.parse(JSON.stringify(news)));
  return failures
    .map(({ property, reason }) =>
      property === "" ? reason : `property ${property} value {${news[property]}} has a problem: ${reason}`,
    )
    .join("\n");
}

/** What is said of settings, from the environment and from the stack's configuration. */
export async function settings(
  environment: Record<string, string>,
  stack: Record<string, string> = {},
): Promise<string> {
  try {
    resolveSettings((key) => stack[key], environment);
  } catch (error) {
    return explained(error);
  }
  return assert.fail("nothing is wrong with them");
}

const secret = { kind: "client secret", secret: "hush-hush" } as const;
const ids = / (Trace|Correlation) ID: \S+/g;

/** What is said where Microsoft Entra ID answers so. */
export async function signIn(...answers: EntraAnswer[]): Promise<string> {
  const entra = scriptedEntra(...answers);
  const { message } = await failureOf(tokensFor(secret, entra).current());
  await entra.close();
  return message.replaceAll(ids, "");
}

/** What is said where the connection to Microsoft Entra ID, or its first answer, is this. */
export async function discovery(broken: Error | EntraAnswer): Promise<string> {
  const network = new MockAgent();
  network.disableNetConnect();
  const scope = network.get("https://login.example").intercept({ path: () => true, method: "GET" });
  const reply =
    broken instanceof Error
      ? scope.replyWithError(broken)
      : scope.reply(broken.status, broken.body, { headers: { "content-type": "application/json" } });
  reply.persist();
  const entra = { network, forms: [], close: () => network.close() };
  const { message } = await failureOf(tokensFor(secret, entra).current());
  await network.close();
  return message.replaceAll(ids, "");
}

const header = / ?MS-CorrelationId [\w-]+, MS-RequestId [\w-]+/g;

/** What is said where Dev Center answers so, or where the connection to it breaks so. */
export async function asked(
  call: (client: Client) => Promise<unknown>,
  answer: ScriptedAnswer,
  endpoint?: string,
): Promise<string> {
  const answers = Array.from({ length: 5 }, () => answer);
  const { client, close } = scriptedClient(answers, endpoint === undefined ? {} : { endpoint });
  const message = explained(await failureOf(call(client)));
  await close();
  return message.replaceAll(header, "").trim();
}

/** The reporting API's list of templates. */
export const listTemplates = (client: Client) => reportTemplates(client).listFresh();

/** A refusal as Microsoft Entra ID writes it. */
export function refusal(aadsts: number, error: string, words: string): EntraAnswer {
  const error_description = `AADSTS${aadsts}: ${words} Trace ID: 1 Correlation ID: 2`;
  return { status: 401, body: JSON.stringify({ error, error_description, error_codes: [aadsts] }) };
}

/** What is said where an application cannot prove itself so. */
export async function credential(wrong: Credential): Promise<string> {
  const entra = scriptedEntra();
  const { message } = await failureOf(tokensFor(wrong, entra).current());
  await entra.close();
  return message;
}
