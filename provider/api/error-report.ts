import { type Dispatcher, request } from "undici";
import { redact } from "./redact";

const reportLimit = 4_000;

/**
 * The text behind the link that the service gives when a step has failed. The link is a secret that goes nowhere
 * else, and gets no token. Undefined when it cannot be had: the failure itself matters more.
 */
export async function readReport(network: Dispatcher, link: string): Promise<string | undefined> {
  try {
    const { statusCode, body } = await request(link, { dispatcher: network });
    const text = redact((await body.text()).trim());
    if (statusCode !== 200 || text === "") return undefined;
    return text.length > reportLimit ? `${text.slice(0, reportLimit)}…` : text;
  } catch {
    return undefined;
  }
}
