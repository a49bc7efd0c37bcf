import { describeEveryRequest } from "./every-request";

describeEveryRequest(() => true);
