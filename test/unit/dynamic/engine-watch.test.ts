import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { watchEngine } from "../../../provider/dynamic/engine-watch";

describe("the watch on the engine", () => {
  let engine: Server;
  /** Its address as Pulumi hands it to a provider process. */
  let address: string;
  beforeEach(async () => {
    engine = createServer().listen(0, "127.0.0.1");
    await once(engine, "listening");
    address = `127.0.0.1:${(engine.address() as AddressInfo).port}`;
  });
  afterEach(() => void engine.close());

  it("sees that it is gone, and takes a connection that it closes for no end", async () => {
    let goneAfter: number | undefined;
    let connections = 0;
    const gone = new Promise<void>((resolve) =>
      watchEngine(address, () => {
        goneAfter = connections;
        resolve();
      }),
    );
    for (const _ of ["first", "again"]) {
      const [socket] = (await once(engine, "connection")) as [Socket];
      connections += 1;
      if (connections === 2) engine.close();
      socket.destroy();
    }
    await gone;
    assert.equal(goneAfter, 2);
  });

  it("sees at once that it was gone before", async () => {
    engine.close();
    await once(engine, "close");
    await new Promise<void>((resolve) => watchEngine(address, resolve));
  });

  it("watches nothing where it is given no address", () => {
    for (const nothing of [undefined, "", "nonsense"]) {
      watchEngine(nothing, () => assert.fail("there is nothing that could be gone"));
    }
  });
});
