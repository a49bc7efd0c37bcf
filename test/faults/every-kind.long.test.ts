import { describeEveryKind } from "./every-kind";
import { fewFaults, moreFaults } from "./faults-of-a-kind";

describeEveryKind([...fewFaults, ...moreFaults]);
