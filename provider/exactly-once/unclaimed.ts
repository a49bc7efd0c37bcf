import { kinds } from "../kinds/all-kinds";

/** What a killed run began for a resource that the program of a later run does not declare. */
export interface Unclaimed {
  /** Of its entry in the journal. */
  readonly name: string;
  /** As in users' state: "ReportTemplate". */
  readonly kind: string;
  /** The URN for which it was begun. */
  readonly resource: string;
  /** Undefined: it is not known whether Dev Center created it. */
  readonly id: string | undefined;
  /** Whether the later run is of the same stack. */
  readonly isOfThisStack: boolean;
  /** Whether the program declares the resource, which keeps another object: its replacement was cut off and taken back. */
  readonly hasOtherObject?: boolean;
  /** Whether its run reported it to the engine. */
  readonly isConfirmed?: boolean;
}

/** The warning about it: what there is, why no resource adopts it, and how to. */
export function unclaimedText({ name, kind, resource, id, isConfirmed, ...why }: Unclaimed): string {
  const displayName = kinds[kind]?.displayName ?? kind;
  const forget = `To forget it: devcenter journal forget ${name}`;
  if (isConfirmed) {
    return `A run has just made ${displayName} ${id} for ${resource}, but Pulumi's state does not show it: it may not have been saved. To adopt it, use the option { import: "${id}" }. Where you replace it (--replace), there is nothing to do. ${forget}`;
  }
  const what =
    id === undefined
      ? `A run that was cut off may have made a ${displayName} for ${resource}.`
      : `A run that was cut off made ${displayName} ${id} for ${resource}.`;
  const option = `{ import: "${id ?? "<id>"}" }`;
  return `${what} ${whyUnclaimed(why)} To adopt it under another name, use the option ${option}. ${forget}`;
}

function whyUnclaimed({
  isOfThisStack,
  hasOtherObject = false,
}: Pick<Unclaimed, "isOfThisStack" | "hasOtherObject">): string {
  if (hasOtherObject) return "That resource keeps the object that it had before.";
  return isOfThisStack
    ? "This run declared no such resource. If --target or an error left it out, do nothing: the next whole pulumi up takes it over."
    : "The next pulumi up of that stack takes it over, unless the stack has another name today.";
}
