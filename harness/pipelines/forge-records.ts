import type { Forge } from "./pipeline";

/** A comment on the pull request, or an alert. */
export interface Post {
  readonly id: number;
  readonly author: string;
  title: string;
  body: string;
  labels: string;
  isOpen: boolean;
}

/** What a forge knows: comments of one pull request, and issues. */
export interface Posts {
  readonly comments: Post[];
  readonly issues: Post[];
}

/** A request as a forge sees it, without its query. */
export interface ForgeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The token that a job is given. */
export const FORGE_TOKEN = "token-of-the-job";
/** Who the pipeline is at the forge. */
export const OURSELVES: Readonly<Record<Forge, string>> = {
  github: "github-actions[bot]",
  azure: "11111111-2222-4333-8444-555555555555",
  gitlab: "42",
};
