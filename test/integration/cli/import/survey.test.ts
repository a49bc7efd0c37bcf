import { interruptedSurveys } from "./surveys";

describe("the survey of devcenter import", () => interruptedSurveys([0, 3]));
