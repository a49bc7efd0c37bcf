import { describePipeline } from "./pipeline-story";

describePipeline("github");
