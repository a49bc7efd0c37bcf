import { describeEveryKind } from "./every-kind";
import { fewMishaps, moreMishaps } from "./mishaps-of-a-kind";

describeEveryKind([...fewMishaps, ...moreMishaps]);
