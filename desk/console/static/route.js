// The address after the # says what is open: `#ticket=ID`, and `&details=1` where the details are a page of their own.

/** What the address asks for: {ticketId: string|null, details: boolean}. */
export function readRoute() {
  const parts = new URLSearchParams(location.hash.slice(1));
  return { ticketId: parts.get("ticket") || null, details: parts.has("details") };
}

/** Go to a ticket, or to the list (null). */
export function goTo(ticketId, details = false) {
  if (ticketId === null) location.hash = "queue";
  else location.hash = new URLSearchParams(details ? { ticket: ticketId, details: "1" } : { ticket: ticketId }).toString();
}
