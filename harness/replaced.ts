import { type FileHandle, open } from "node:fs/promises";

/** While the work runs, this member is another one; `own` is what it was. */
export function replacing<Owner extends object, Name extends keyof Owner, Result>(
  owner: Owner,
  name: Name,
  other: (own: Owner[Name]) => Owner[Name],
  work: () => Result,
): Result {
  const own = owner[name];
  const restore = () => {
    owner[name] = own;
  };
  owner[name] = other(own);
  try {
    const result = work();
    if (result instanceof Promise) return result.finally(restore) as Result;
    restore();
    return result;
  } catch (error) {
    restore();
    throw error;
  }
}

/** In the place of a function of Node: it fails as the system would, with this code. */
export function failingWith(code: string): () => () => never {
  return () => () => {
    throw Object.assign(new Error(`${code}: it was made to fail`), { code });
  };
}

/** What all files have in common that `node:fs/promises` opens, so that a test can replace a member of it. */
export async function fileHandles(): Promise<FileHandle> {
  const handle = await open(__filename);
  await handle.close();
  return Object.getPrototypeOf(handle);
}
