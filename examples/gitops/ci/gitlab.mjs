import { allPages, request } from "./request.mjs";

const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_TOKEN } = process.env;
const label = "devcenter-drift";

function api(method, path, body) {
  return request(method, `${CI_API_V4_URL}${path}`, { "private-token": GITLAB_TOKEN }, body);
}

const project = `/projects/${CI_PROJECT_ID}`;

// Whoever wrote a note can edit it, so only our own is written over.
async function ours(rows) {
  const { id } = await api("GET", "/user");
  return rows.filter(({ author }) => author.id === id);
}

/** Writes the note that begins with the marker on the merge request of this run. */
export async function comment(body, marker) {
  const notes = `${project}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  const own = await ours(await allPages((page) => api("GET", `${notes}?${page}`)));
  const old = own.find((it) => it.body.startsWith(marker));
  if (old) await api("PUT", `${notes}/${old.id}`, { body });
  else await api("POST", notes, { body });
}

async function openAlerts() {
  const filter = `scope=all&state=opened&labels=${label}`;
  return ours(await allPages((page) => api("GET", `${project}/issues?${filter}&${page}`)));
}

export async function alert(title, description) {
  const [old] = await openAlerts();
  if (old) await api("PUT", `${project}/issues/${old.iid}`, { description });
  else await api("POST", `${project}/issues`, { title, description, labels: label });
}

export async function resolve() {
  for (const { iid } of await openAlerts()) {
    await api("PUT", `${project}/issues/${iid}`, { state_event: "close" });
  }
}
