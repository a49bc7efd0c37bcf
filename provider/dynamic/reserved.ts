/** Where Pulumi keeps the text that leads back to this package. */
export const providerProperty = "__provider";

/** The input that carries the `import` option, which Pulumi's SDK does not hand to dynamic providers. */
export const adoptProperty = "adoptId";

/** The properties that are the resource's own, without those that belong to Pulumi and to the bridge. */
export function ownProperties(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) =>
        key !== providerProperty && key !== adoptProperty && value !== undefined && value !== null,
    ),
  );
}
