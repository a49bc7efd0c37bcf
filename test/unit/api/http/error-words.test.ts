import { holdsWords, refusalShapes } from "./refused-in-any-shape";

describe("a refusal of any shape keeps its words", () => {
  for (const name of Object.keys(refusalShapes)) {
    it(name, () => holdsWords(name, 100));
  }
});
