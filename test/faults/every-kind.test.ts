import { describeEveryKind } from "./every-kind";
import { fewFaults } from "./faults-of-a-kind";

describeEveryKind(fewFaults);
