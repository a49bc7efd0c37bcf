import { request } from "./request.mjs";

const {
  SYSTEM_COLLECTIONURI,
  SYSTEM_TEAMPROJECT,
  SYSTEM_PULLREQUEST_PULLREQUESTID,
  SYSTEM_ACCESSTOKEN,
  BUILD_REPOSITORY_ID,
  // Of a project by the process Basic; Agile and CMMI have Closed.
  ALERT_DONE_STATE = "Done",
} = process.env;
const tag = "devcenter-drift";

function api(method, path, body, type = "application/json") {
  const url = `${SYSTEM_COLLECTIONURI}${encodeURIComponent(SYSTEM_TEAMPROJECT)}/_apis/${path}?api-version=7.1`;
  return request(method, url, { authorization: `Bearer ${SYSTEM_ACCESSTOKEN}`, "content-type": type }, body);
}

/** Who this pipeline is: whoever wrote a comment can edit it, so only our own is written over. */
async function ownId() {
  const url = `${SYSTEM_COLLECTIONURI}_apis/connectionData`;
  const { authenticatedUser } = await request("GET", url, { authorization: `Bearer ${SYSTEM_ACCESSTOKEN}` });
  return authenticatedUser.id;
}

/** Writes the comment that begins with the marker on the pull request of this run. */
export async function comment(content, marker) {
  const threads = `git/repositories/${BUILD_REPOSITORY_ID}/pullRequests/${SYSTEM_PULLREQUEST_PULLREQUESTID}/threads`;
  const me = await ownId();
  const { value } = await api("GET", threads);
  const isOurs = ({ author, content: text }) => author?.id === me && text?.startsWith(marker);
  const thread = value.find(({ comments, isDeleted }) => !isDeleted && comments.some(isOurs));
  if (thread) {
    const { id } = thread.comments.find(isOurs);
    await api("PATCH", `${threads}/${thread.id}/comments/${id}`, { content });
  } else {
    const first = { parentCommentId: 0, commentType: "text", content };
    await api("POST", threads, { comments: [first], status: "active" });
  }
}

async function openAlerts() {
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project
    AND [System.Tags] CONTAINS '${tag}' AND [System.State] <> '${ALERT_DONE_STATE}'`;
  return (await api("POST", "wit/wiql", { query })).workItems;
}

function write(method, path, fields) {
  const patch = Object.entries(fields).map(([name, value]) => ({
    op: "add",
    path: `/fields/System.${name}`,
    value,
  }));
  return api(method, `wit/workitems/${path}`, patch, "application/json-patch+json");
}

/** A work item's description is HTML; the review stays text in it. */
const asHtml = (text) => `<pre>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>`;

export async function alert(title, text) {
  const [old] = await openAlerts();
  if (old) await write("PATCH", old.id, { Description: asHtml(text) });
  else await write("POST", "$Issue", { Title: title, Description: asHtml(text), Tags: tag });
}

export async function resolve() {
  for (const { id } of await openAlerts()) await write("PATCH", id, { State: ALERT_DONE_STATE });
}
