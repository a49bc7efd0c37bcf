import { type Death, describeDeaths, stages } from "./killed-creation";

const deaths = (["provider", "engine"] as const).flatMap((victim) =>
  (Object.keys(stages) as Death["stage"][]).flatMap((stage) =>
    [false, true].map((effect) => ({ victim, stage, effect })),
  ),
);

describeDeaths(deaths);
