import * as pulumi from "@pulumi/pulumi";

/** Whether `pulumi.runtime.setMocks` is in force: then a unit test answers, and nothing is asked of the service. */
export function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

/**
 * What the mocks of a unit test say to `devcenter:index:<function>`. A mock cannot give a list: that of a function that
 * gives one stands alone in an object, or is one, which Pulumi makes an object of.
 */
export async function mocked<T>(asker: string, args: object): Promise<T> {
  const answer: object = await pulumi.runtime.invoke(`devcenter:index:${asker}`, { ...args });
  return (isListed(asker) ? listIn(answer) : answer) as T;
}

function isListed(asker: string): boolean {
  return asker.endsWith("s");
}

function listIn(answer: object): unknown[] {
  const values = Object.values(answer);
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
}
