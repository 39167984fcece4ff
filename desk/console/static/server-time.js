// The server's time: a workstation's clock may be wrong by minutes, and waiting times must not be.

let offset = 0;

/** Learn the server's time from the `Date` header of an answer. */
export function learnServerTime(header) {
  const at = Date.parse(header ?? "");
  // The header has whole seconds: half a second is the fairest guess of what it cut off.
  if (!Number.isNaN(at)) offset = at + 500 - Date.now();
}

/** Milliseconds since the epoch, by the server's clock. */
export function now() {
  return Date.now() + offset;
}
