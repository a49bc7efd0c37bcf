/**
 * The blob store's own process. It is Azurite's blob service as it comes, tied to the life of the emulator:
 * however the emulator ends, the channel between the two closes, and this process writes what it keeps and ends.
 */
const patienceMs = 5000;

process.once("disconnect", () => {
  // The message that stops Azurite; the emulator cannot send it any more.
  process.emit("message", "shutdown", undefined);
  setTimeout(() => process.exit(0), patienceMs).unref();
});

require("azurite/dist/src/blob/main.js");
