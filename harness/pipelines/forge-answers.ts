import { type ForgeRequest, OURSELVES, type Post, type Posts } from "./forge-records";
import { identityToken } from "./identity-token";
import type { Forge } from "./pipeline";

/** What is answered, and changed by it. The number is that in the path. */
type Answer = (posts: Posts, request: ForgeRequest, id: number) => unknown;

function add(posts: Post[], author: string, values: Partial<Post>): Post {
  const post = { id: 101 + posts.length, author, title: "", body: "", labels: "", isOpen: true, ...values };
  posts.push(post);
  return post;
}

function change(posts: readonly Post[], id: number, values: Partial<Post>): Post {
  const post = posts.find((it) => it.id === id);
  if (post === undefined) throw new Error(`there is nothing with the number ${id}`);
  return Object.assign(
    post,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  );
}

function page(rows: readonly unknown[], { query }: ForgeRequest): readonly unknown[] {
  const size = Number(query.get("per_page"));
  const first = (Number(query.get("page")) - 1) * size;
  return rows.slice(first, first + size);
}

const textOf = (value: unknown) => (value === undefined ? undefined : String(value));
const labelled = ({ issues }: Posts, label: string | null) =>
  issues.filter(({ isOpen, labels }) => isOpen && labels === label);

const repository = "/repos/contoso/drivers";
const asGitHub = ({ id, author, body }: Post) => ({ id, number: id, user: { login: author }, body });
const github: readonly (readonly [RegExp, Answer])[] = [
  [/^GET \/idtoken$/, (_, { query }) => ({ value: identityToken(query.get("audience") ?? "") })],
  [
    new RegExp(`^GET ${repository}/issues/7/comments$`),
    ({ comments }, it) => page(comments.map(asGitHub), it),
  ],
  [
    new RegExp(`^POST ${repository}/issues/7/comments$`),
    ({ comments }, { body }) => asGitHub(add(comments, OURSELVES.github, { body: String(body.body) })),
  ],
  [
    new RegExp(`^PATCH ${repository}/issues/comments/(\\d+)$`),
    ({ comments }, { body }, id) => asGitHub(change(comments, id, { body: String(body.body) })),
  ],
  [
    new RegExp(`^GET ${repository}/issues$`),
    (posts, it) => page(labelled(posts, it.query.get("labels")).map(asGitHub), it),
  ],
  [
    new RegExp(`^POST ${repository}/issues$`),
    ({ issues }, { body: { title, body, labels } }) =>
      asGitHub(
        add(issues, OURSELVES.github, { title: String(title), body: String(body), labels: String(labels) }),
      ),
  ],
  [
    new RegExp(`^PATCH ${repository}/issues/(\\d+)$`),
    ({ issues }, { body: { body, state } }, id) =>
      asGitHub(
        change(issues, id, {
          body: textOf(body),
          isOpen: state === undefined ? undefined : state === "open",
        }),
      ),
  ],
];

const project = "/contoso/Windows drivers/_apis";
const threads = `${project}/git/repositories/repository-1/pullRequests/7/threads`;
const asThread = ({ id, author, body }: Post) => ({
  id,
  comments: [{ id: 1, author: { id: author }, content: body }],
});
const fields = ({ body }: ForgeRequest) =>
  Object.fromEntries(
    (body as unknown as readonly { path: string; value: string }[]).map(({ path, value }) => [
      path.replace("/fields/System.", ""),
      value,
    ]),
  );
const azure: readonly (readonly [RegExp, Answer])[] = [
  [/^GET \/contoso\/_apis\/connectionData$/, () => ({ authenticatedUser: { id: OURSELVES.azure } })],
  [new RegExp(`^GET ${threads}$`), ({ comments }) => ({ value: comments.map(asThread) })],
  [
    new RegExp(`^POST ${threads}$`),
    ({ comments }, { body }) => {
      const [first] = body.comments as readonly { content: string }[];
      return asThread(add(comments, OURSELVES.azure, { body: first?.content ?? "" }));
    },
  ],
  [
    new RegExp(`^PATCH ${threads}/(\\d+)/comments/1$`),
    ({ comments }, { body }, id) => asThread(change(comments, id, { body: String(body.content) })),
  ],
  [
    new RegExp(`^POST ${project}/wit/wiql$`),
    (posts, { body }) => {
      const [, tag = ""] = /CONTAINS '([^']+)'/.exec(String(body.query)) ?? [];
      return { workItems: labelled(posts, tag).map(({ id }) => ({ id })) };
    },
  ],
  [
    new RegExp(`^POST ${project}/wit/workitems/\\$Issue$`),
    ({ issues }, request) => {
      const { Title: title, Description: body, Tags: labels } = fields(request);
      return { id: add(issues, OURSELVES.azure, { title, body, labels }).id };
    },
  ],
  [
    new RegExp(`^PATCH ${project}/wit/workitems/(\\d+)$`),
    ({ issues }, request, id) => {
      const { Description: body, State: state } = fields(request);
      return { id: change(issues, id, { body, isOpen: state === "Done" ? false : undefined }).id };
    },
  ],
];

const notes = "/api/v4/projects/5/merge_requests/7/notes";
const asGitLab = ({ id, author, body }: Post) => ({ id, iid: id, author: { id: Number(author) }, body });
const gitlab: readonly (readonly [RegExp, Answer])[] = [
  [/^GET \/api\/v4\/user$/, () => ({ id: Number(OURSELVES.gitlab) })],
  [new RegExp(`^GET ${notes}$`), ({ comments }, it) => page(comments.map(asGitLab), it)],
  [
    new RegExp(`^POST ${notes}$`),
    ({ comments }, { body }) => asGitLab(add(comments, OURSELVES.gitlab, { body: String(body.body) })),
  ],
  [
    new RegExp(`^PUT ${notes}/(\\d+)$`),
    ({ comments }, { body }, id) => asGitLab(change(comments, id, { body: String(body.body) })),
  ],
  [
    /^GET \/api\/v4\/projects\/5\/issues$/,
    (posts, it) => page(labelled(posts, it.query.get("labels")).map(asGitLab), it),
  ],
  [
    /^POST \/api\/v4\/projects\/5\/issues$/,
    ({ issues }, { body: { title, description, labels } }) =>
      asGitLab(
        add(issues, OURSELVES.gitlab, {
          title: String(title),
          body: String(description),
          labels: String(labels),
        }),
      ),
  ],
  [
    /^PUT \/api\/v4\/projects\/5\/issues\/(\d+)$/,
    ({ issues }, { body: { description, state_event: event } }, id) =>
      asGitLab(
        change(issues, id, { body: textOf(description), isOpen: event === "close" ? false : undefined }),
      ),
  ],
];

/** What each forge answers, by "VERB /path". */
export const answersOf: Readonly<Record<Forge, readonly (readonly [RegExp, Answer])[]>> = {
  github,
  azure,
  gitlab,
};
