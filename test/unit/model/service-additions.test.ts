import { describeServiceAdditions } from "./service-additions";

describeServiceAdditions(100);
