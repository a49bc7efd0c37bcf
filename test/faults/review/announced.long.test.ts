import { describeAnnouncements } from "./announced-and-done";

describeAnnouncements(2_000);
