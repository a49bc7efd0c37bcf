// Puts a review where people look:
//
//   node ci/post.mjs comment review.md    the one comment on the pull request, edited in place
//   node ci/post.mjs alert review.md      the one open alert (an issue), opened or brought up to date
//   node ci/post.mjs resolve              closes the alert, if there is one
//
// Each forge has a file of its own beside this one. Delete those that you do not need.
import { readFileSync } from "node:fs";

const [verb, file] = process.argv.slice(2);
const { GITHUB_API_URL, SYSTEM_COLLECTIONURI } = process.env;
const name = GITHUB_API_URL ? "github" : SYSTEM_COLLECTIONURI ? "azure-devops" : "gitlab";
const forge = await import(`./${name}.mjs`);

if (verb === "resolve") {
  await forge.resolve();
} else {
  const review = readFileSync(file, "utf8");
  if (review.trim() === "") throw new Error(`${file} is empty: there is no review to post.`);
  // Its first line names the comment: <!-- devcenter-review:production -->
  if (verb === "comment") await forge.comment(review, review.split("\n", 1)[0]);
  else if (verb === "alert") await forge.alert("Dev Center differs from the program", review);
  else throw new Error("usage: post.mjs comment|alert <file>, or post.mjs resolve");
}
