/** Where Pulumi keeps the text that leads back to this package. */
export const providerProperty = "__provider";

/** The input that carries the `import` option, which Pulumi's SDK does not hand to dynamic providers. */
export const adoptProperty = "adoptId";

/**
 * The input that tells which resource of the program it is: its URN, which Pulumi's SDK does not hand to dynamic
 * providers either. By it the journal of creations tells equal resources apart.
 */
export const resourceProperty = "resourceUrn";

const ofTheBridge: readonly string[] = [adoptProperty, resourceProperty];

/** The properties that are the resource's own, without those that belong to Pulumi and to the bridge. */
export function ownProperties(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) =>
        key !== providerProperty && !ofTheBridge.includes(key) && value !== undefined && value !== null,
    ),
  );
}

/** The properties that belong to the bridge, as far as they are there. */
export function bridgeProperties(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    ofTheBridge.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  );
}
