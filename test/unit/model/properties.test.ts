import { describeProperties } from "./properties";

describeProperties(100);
