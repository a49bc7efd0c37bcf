import { describeEveryKind } from "./every-kind";
import { fewMishaps } from "./mishaps-of-a-kind";

describeEveryKind(fewMishaps);
