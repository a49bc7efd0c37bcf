/** Where Pulumi keeps the text that leads back to this package. */
export const providerProperty = "__provider";

/** The input that carries the `import` option, which Pulumi's SDK does not hand to dynamic providers. */
export const importIdProperty = "adoptId";

/**
 * The input that tells which resource of the program it is: its URN, which Pulumi's SDK does not hand to dynamic
 * providers either. By it the journal of creations tells equal resources apart.
 */
export const resourceProperty = "resourceUrn";

/**
 * The input that names the inputs that the program marked as secrets, which Pulumi's SDK does not hand to dynamic
 * providers: the check takes it out, and it never stands in state.
 */
export const secretsProperty = "secretInputs";

/**
 * The input that tells that a preview asks to import: only then the check looks at what is there, so that it is told
 * before the merge and asked for once. The check takes it out.
 */
export const lookProperty = "looksFirst";

const keptInState: readonly string[] = [importIdProperty, resourceProperty];
const ofTheBridge: readonly string[] = [...keptInState, secretsProperty, lookProperty];

/** The properties that are the resource's own, without those that belong to Pulumi and to the bridge. */
export function resourceInputs(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) =>
        key !== providerProperty && !ofTheBridge.includes(key) && value !== undefined && value !== null,
    ),
  );
}

/** The properties that belong to the bridge, as far as they are there. */
export function reservedInputs(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    keptInState.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  );
}

/**
 * The new inputs of a resource, with the properties of the bridge as its state has them: only a creation needs today's,
 * and a replacement is checked without olds. So no rename, and no import option that is taken out, shows in a diff.
 *
 * @param olds the inputs in state; empty for a resource that is to be created
 */
export function withReservedOfState(
  olds: Readonly<Record<string, unknown>>,
  news: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (olds[providerProperty] === undefined) return { ...news };
  const { [resourceProperty]: _, ...rest } = news;
  return {
    ...(olds[importIdProperty] === undefined ? {} : { [importIdProperty]: olds[importIdProperty] }),
    ...rest,
    ...(olds[resourceProperty] === undefined ? {} : { [resourceProperty]: olds[resourceProperty] }),
  };
}

/** The inputs of a resource without what is for the check alone, and that. */
export function splitCheckOnly(news: Readonly<Record<string, unknown>>): {
  inputs: Record<string, unknown>;
  /** The names of the inputs that the program marked as secrets. */
  secrets: readonly string[];
  /** Whether to look at what is to be imported. */
  looksFirst: boolean;
} {
  const { [secretsProperty]: names, [lookProperty]: looks, ...inputs } = news;
  return { inputs, secrets: Array.isArray(names) ? names.map(String) : [], looksFirst: looks === true };
}
