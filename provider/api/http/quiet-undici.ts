import util = require("node:util");

/** undici without its log for NODE_DEBUG, which prints the path of each request: of a link, its signature. */
export const { EnvHttpProxyAgent, Pool, request } = loadQuietly();

/** It asks once, while it is loaded, whether it is to log; there is no other switch. */
function loadQuietly(): typeof import("undici") {
  const { debuglog } = util;
  const silent = Object.assign(() => undefined, { enabled: false });
  util.debuglog = (set, callback) =>
    /^(undici|fetch|websocket)$/.test(set) ? silent : debuglog(set, callback);
  try {
    return require("undici");
  } finally {
    util.debuglog = debuglog;
  }
}
