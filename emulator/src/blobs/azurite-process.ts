/**
 * The process of the blob store: Azurite's blob service, tied to the life of the emulator. However the emulator ends, the
 * channel between the two closes; then this process writes its data and ends.
 */
const exitTimeoutMs = 5000;

process.once("disconnect", () => {
  // The message that stops Azurite; the emulator cannot send it any more.
  process.emit("message", "shutdown", undefined);
  setTimeout(() => process.exit(0), exitTimeoutMs).unref();
});

require("azurite/dist/src/blob/main.js");
