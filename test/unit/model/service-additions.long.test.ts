import { describeServiceAdditions } from "./service-additions";

describeServiceAdditions(2_000);
