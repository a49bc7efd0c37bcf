/** It failed on Dev Center, and to ask once more changes nothing: the message says what to declare instead. */
export class PermanentFailureError extends Error {}
