import { describeProperties } from "./properties";

describeProperties(10_000);
