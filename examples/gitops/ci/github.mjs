import { allPages, request } from "./request.mjs";

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_REF, GITHUB_TOKEN } = process.env;
const label = "devcenter-drift";

function api(method, path, body) {
  const headers = { authorization: `Bearer ${GITHUB_TOKEN}`, accept: "application/vnd.github+json" };
  return request(method, `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, headers, body);
}

// Whoever wrote a comment can edit it, so only our own is written over.
const isOurs = ({ user }) => user?.login === "github-actions[bot]";

/** Writes the comment that begins with the marker on the pull request of this run. */
export async function comment(body, marker) {
  const [, pull] = /^refs\/pull\/(\d+)\//.exec(GITHUB_REF) ?? [];
  const comments = await allPages((page) => api("GET", `/issues/${pull}/comments?${page}`));
  const old = comments.find((it) => isOurs(it) && it.body.startsWith(marker));
  if (old) await api("PATCH", `/issues/comments/${old.id}`, { body });
  else await api("POST", `/issues/${pull}/comments`, { body });
}

async function openAlerts() {
  const issues = await allPages((page) => api("GET", `/issues?state=open&labels=${label}&${page}`));
  return issues.filter(isOurs);
}

export async function alert(title, body) {
  const [old] = await openAlerts();
  if (old) await api("PATCH", `/issues/${old.number}`, { body });
  else await api("POST", "/issues", { title, body, labels: [label] });
}

export async function resolve() {
  for (const { number } of await openAlerts()) {
    await api("PATCH", `/issues/${number}`, { state: "closed", state_reason: "completed" });
  }
}
