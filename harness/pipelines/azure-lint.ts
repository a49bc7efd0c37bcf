import { Ajv } from "ajv";
import { parse } from "yaml";
import { azureSchema } from "./azure-schema";

const fitsAzure = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(
  azureSchema,
);

/** What the schema of Azure Pipelines has against a pipeline. */
export function lintAzurePipeline(text: string): string[] {
  if (fitsAzure(parse(text))) return [];
  return (fitsAzure.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
