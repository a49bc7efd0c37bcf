import { describeAnnouncements } from "./announced-and-done";

describeAnnouncements(10, 4);
