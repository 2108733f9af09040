// The statuses of src/base/status.h that a host answers, by their numbers there. One by one, so that a bundle holds those
// that it uses.
export const OK = 0, NOT_FOUND = 2, EMPTY = 8, PEER_DEAD = 11, INTERRUPTED = 13, NO_SPACE = 14, UNSUPPORTED = 15, IO = 16;

// How calls that answer a number of bytes say that they failed.
export const FAILED = (status) => -1 - status;
