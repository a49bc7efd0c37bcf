import { ApiError } from "../../api/errors/api-error";

/** What the service says of an object; undefined when it says that there is none. Any other refusal is thrown. */
export async function undefinedIfNotFound<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.meansGone) return undefined;
    throw error;
  }
}
