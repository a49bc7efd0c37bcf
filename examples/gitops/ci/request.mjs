/** One request of a forge's API. Answers the JSON, or fails with the status and the beginning of the answer. */
export async function request(method, url, headers, body) {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return response.json();
  const answer = (await response.text()).slice(0, 300);
  throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${answer}`);
}

/** All pages of a list, as GitHub and GitLab number them. */
export async function allPages(getPage) {
  const rows = [];
  for (let page = 1; ; page++) {
    const more = await getPage(`per_page=100&page=${page}`);
    rows.push(...more);
    if (more.length < 100) return rows;
  }
}
