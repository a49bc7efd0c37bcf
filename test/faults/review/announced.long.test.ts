import { describeAnnouncements } from "./announced-and-done";

describeAnnouncements(200, 40);
