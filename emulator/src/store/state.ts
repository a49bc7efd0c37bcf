import type { Audience, Entities, EntityKind } from "./entities";

/** The first id of each kind. Hardware ids are too large for a double. */
const firstIds: Readonly<Record<EntityKind, string>> = {
  reportTemplate: "15",
  reportSchedule: "2",
  product: "14631253285588838",
  submission: "1152921504621465124",
  shippingLabel: "1152921504606978422",
  audience: "3",
  preprodPackage: "1",
};

/** The kinds of what is kept. */
export const entityKinds = Object.keys(firstIds) as EntityKind[];

/** Everything that is kept, as it is shown by `state()` and written to the state file. */
export interface State {
  nextIds: Record<EntityKind, string>;
  entities: { [Kind in EntityKind]: Entities[Kind][] };
}

/** The audiences every account starts with. */
const firstAudiences: readonly Audience[] = [
  {
    id: "00000000-0000-0000-0000-000000000001",
    name: "Test Registry Key",
    description: "Computers that carry the registry key for tests",
    audienceName: "TestRegistryKey",
  },
  {
    id: "00000000-0000-0000-0000-000000000002",
    name: "Preview Computers",
    description: "Computers that take drivers before all others",
    audienceName: "PreviewComputers",
  },
];

/** The state of a new account. */
export function emptyState(): State {
  return {
    nextIds: { ...firstIds },
    entities: {
      reportTemplate: [],
      reportSchedule: [],
      product: [],
      submission: [],
      shippingLabel: [],
      audience: structuredClone([...firstAudiences]),
      preprodPackage: [],
    },
  };
}

/** What an earlier run kept; kinds that it did not know yet are as at the start. */
export function stateFrom(kept: State | undefined): State {
  const empty = emptyState();
  return {
    nextIds: { ...empty.nextIds, ...kept?.nextIds },
    entities: { ...empty.entities, ...kept?.entities },
  };
}
