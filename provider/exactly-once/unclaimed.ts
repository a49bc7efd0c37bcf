/** What a killed run began for a resource that the program of a later run does not declare. */
export interface Unclaimed {
  /** Of its entry in the journal. */
  readonly name: string;
  /** "report template" */
  readonly kind: string;
  /** The URN for which it was begun. */
  readonly resource: string;
  /** Undefined: nobody knows whether Dev Center has made it. */
  readonly id: string | undefined;
  /** Whether the later run is of the same stack. */
  readonly isOfThisStack: boolean;
}

/** What the owner of such an object reads: what there is, why nothing takes it over, and how to adopt it. */
export function unclaimedText({ name, kind, resource, id, isOfThisStack }: Unclaimed): string {
  const what =
    id === undefined
      ? `A run that was cut off may have made a ${kind} for ${resource}.`
      : `A run that was cut off made ${kind} ${id} for ${resource}.`;
  const why = isOfThisStack
    ? "This run declared no such resource."
    : "The next pulumi up of that stack takes it over, unless the stack has another name today.";
  const option = `{ import: "${id ?? "<id>"}" }`;
  return `${what} ${why} To adopt it under another name, use the option ${option}. To forget it: devcenter journal forget ${name}`;
}
