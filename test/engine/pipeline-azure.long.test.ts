import { describePipeline } from "./pipeline-story";

describePipeline("azure");
