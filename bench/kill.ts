import { type AfterKill, type Kill, RESOURCES, randomKills, upAfterKill } from "../harness/killed-runs";
import { LocalDevCenter } from "../harness/local-dev-center";
import { median, printTable } from "./table";

type Survival = AfterKill & Kill & { readonly seconds: number };

/** Kills `up` again and again, with the journal of creations and without, and counts what is there twice after it. */
export async function kill(): Promise<void> {
  const kills = Number(process.env.KILLS ?? 100);
  const killsWithout = Number(process.env.KILLS_WITHOUT ?? Math.ceil(kills / 4));
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const center = await LocalDevCenter.open();
  try {
    const withJournal = await survive(center, randomKills(seed, kills), true);
    const without = await survive(center, randomKills(seed, killsWithout), false);
    printTable(
      `kill -9 at a random moment of an up with ${RESOURCES} resources, then up until it ends well; seed ${seed}`,
      [
        "journal",
        "kills",
        "engine / provider / both",
        "not as declared",
        "orphans",
        "runs of up (most)",
        "seconds (median)",
      ],
      [rowOf("yes", withJournal), rowOf("no", without)],
    );
    if (withJournal.some(isWrong)) process.exitCode = 1;
  } finally {
    await center.close();
  }
}

async function survive(
  center: LocalDevCenter,
  kills: readonly Kill[],
  journal: boolean,
): Promise<Survival[]> {
  const survivals: Survival[] = [];
  for (const [index, moment] of kills.entries()) {
    const startedAt = performance.now();
    const after = await upAfterKill(center, moment, journal);
    const seconds = (performance.now() - startedAt) / 1000;
    survivals.push({ ...after, ...moment, seconds });
    const { victims, requests, laterMs } = moment;
    const found = [...after.orphans, ...after.wrong].join(", ") || "as declared";
    console.log(
      `${index + 1}/${kills.length}, ${journal ? "journal" : "no journal"}: ${victims} killed ${laterMs} ms after request ${requests}: ${found}, ${seconds.toFixed(1)} s`,
    );
  }
  return survivals;
}

function isWrong({ orphans, wrong, isOver }: AfterKill): boolean {
  return !isOver || orphans.length + wrong.length > 0;
}

function rowOf(journal: string, survivals: readonly Survival[]): string[] {
  const of = (victims: Kill["victims"]) => survivals.filter((one) => one.victims === victims).length;
  return [
    journal,
    String(survivals.length),
    `${of("engine")} / ${of("provider")} / ${of("both")}`,
    String(survivals.filter(isWrong).length),
    String(survivals.reduce((sum, { orphans }) => sum + orphans.length, 0)),
    String(Math.max(...survivals.map(({ runs }) => runs))),
    median(survivals.map(({ seconds }) => seconds)).toFixed(1),
  ];
}
