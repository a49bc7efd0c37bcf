/**
 * The blob store's own process. It is Azurite's blob service as it comes, tied to the life of the emulator:
 * however the emulator ends, the channel between the two closes, and this process ends with it.
 */
process.once("disconnect", () => process.exit(0));
require("azurite/dist/src/blob/main.js");
