import { interruptedSurveys } from "./surveys";

describe("the survey of devcenter import, killed at every request", () =>
  interruptedSurveys([0, 1, 2, 3, 4, 5, 6]));
