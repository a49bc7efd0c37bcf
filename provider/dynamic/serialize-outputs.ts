/**
 * A value as Pulumi's wire can carry it: no undefined, dates as ISO texts, big integers as digits. Anything else that
 * it would lose without a word is refused here.
 */
export function toPulumiValue(value: unknown, path = "the outputs"): unknown {
  switch (typeof value) {
    case "bigint":
      return value.toString();
    case "function":
    case "symbol":
      throw new TypeError(`${path} holds a ${typeof value}, which Pulumi's state cannot keep`);
    case "object":
      return value === null ? null : objectToPulumi(value, path);
    default:
      return value;
  }
}

function objectToPulumi(value: object, path: string): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return value
      .filter((item) => item !== undefined)
      .map((item, index) => toPulumiValue(item, `${path}[${index}]`));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${path} holds a ${value.constructor.name}, which Pulumi's state cannot keep`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, toPulumiValue(inner, `${path}.${key}`)]),
  );
}
