import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isJsonObject, parseJson, renderJson } from "../http/json";
import { withoutKey, withoutSignature } from "../http/redaction";
import type { State } from "./state";

const format = "devcenter-emulator/1";

/** The state of an earlier run; undefined without a file. Throws when the file is another kind of file. */
export function readState(file: string): State | undefined {
  if (!existsSync(file)) return undefined;
  const content = parseJson(readFileSync(file, "utf8"));
  if (!isJsonObject(content) || content.format !== format) {
    throw new Error(
      `${file} is not a state file of this emulator: its format is not ${format}; name another`,
    );
  }
  return content.state as State;
}

function withoutKeys(state: State): State {
  const reportSchedule = state.entities.reportSchedule.map((schedule) => {
    const { callbackUrl } = schedule;
    return callbackUrl === undefined ? schedule : { ...schedule, callbackUrl: withoutKey(callbackUrl) };
  });
  return { ...state, entities: { ...state.entities, reportSchedule } };
}

/** Writes everything but keys, atomically. */
export function writeState(file: string, state: State): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  const text = withoutSignature(renderJson({ format, state: withoutKeys(state) }, 2));
  writeFileSync(draft, `${text}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
