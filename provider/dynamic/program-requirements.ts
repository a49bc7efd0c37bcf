import { checkRequirements } from "./requirements";

// The SDK that this package sees is the one whose classes it extends.
checkRequirements(require);
