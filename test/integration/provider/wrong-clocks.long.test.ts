import { describeWrongClocks } from "./clock-matrix";

describeWrongClocks(() => true);
