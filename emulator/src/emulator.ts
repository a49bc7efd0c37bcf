import { makeCertificates } from "./authority/certificates";
import type { Credentials } from "./authority/credentials";
import { startTokenEndpoint } from "./authority/token-endpoint";
import { type EmulatorControls, withControls } from "./control/controls";
import type { EmulatorOptions } from "./options";
import { buildServer } from "./server";
import { createServices } from "./services";

/** A running local Dev Center. */
export interface Emulator extends EmulatorControls {
  /** Address of the API, in place of `https://manage.devcenter.microsoft.com`. */
  readonly url: string;
  /** Address of the token endpoint, over TLS, in place of `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  /** The throw-away authority that signed the token endpoint's certificate, PEM. */
  readonly ca: string;
  /** A file that holds `ca`, for NODE_EXTRA_CA_CERTS; gone after `close`. */
  readonly caFile: string;
  /** What the token endpoint accepts. */
  readonly credentials: Credentials;
  /** Stops everything at once: open connections, hanging requests, the blob store. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a local Dev Center on the loopback interface. Throws when its port is taken, its state file is another kind of file,
 * or the number of rows is out of range.
 */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const services = createServices(options);
  const { callbacks, credentials, failures, links, packages } = services;
  const server = await buildServer(services);
  const url = await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  links.base = url;
  const certificates = await makeCertificates();
  // A process that ends without `close` leaves no file behind either.
  const discard = () => {
    certificates.discard();
    failures.discard();
  };
  process.once("exit", discard);
  const authority = await startTokenEndpoint(services, certificates);
  const closeAll = async () => {
    callbacks.close();
    await Promise.all([server.close(), authority.close()]);
    // Last, because the store ends sooner without connections.
    await packages.close();
    await failures.close();
    discard();
    process.off("exit", discard);
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll();
    return closing;
  };
  const { ca, caFile } = certificates;
  return withControls({ url, authorityHost: authority.url, ca, caFile, credentials, close }, services);
}
