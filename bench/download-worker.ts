import { systemClock } from "../provider/api/http/clock";
import { openNetwork } from "../provider/api/http/dispatcher";
import { downloadFile } from "../provider/api/transfer/download";

export interface DownloadResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly sha256: string;
  readonly peakRssBytes: number;
}

async function main(): Promise<void> {
  const [path = "", link = ""] = process.argv.slice(2);
  const network = openNetwork({ requestTimeoutMs: 60_000 });
  const before = process.cpuUsage();
  const begin = process.hrtime.bigint();
  const { sha256 } = await downloadFile({ network, clock: systemClock }, { path, link: async () => link });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  process.send?.({ seconds, cpuSeconds, sha256, peakRssBytes } satisfies DownloadResult);
  await network.close();
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
