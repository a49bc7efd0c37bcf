import { describePipeline } from "./pipeline-story";

describePipeline("gitlab");
