// The console's JSON API. Every failure becomes an ApiError whose message is a sentence for people.

import { learnServerTime } from "./server-time.js";
import { keepPlace } from "./preferences.js";

const TIMEOUT = 20_000;
const ENCODING = 90_000; // for what has to be encoded first: a new article, a month of questions
const SENTENCES = {
  400: "The server did not understand this. Reload the page and try again.",
  403: "You may not do this. Ask whoever runs the console if you think you should.",
  404: "This ticket does not exist. It may have been removed.",
  409: "A colleague was quicker, or the ticket has changed. What you see now is up to date.",
  413: "This text is too long to send.",
  422: "This text cannot be sent as it is.",
  429: "That was too much at once. Wait a moment and try again.",
  503: "The server is busy. Wait a moment and try again.",
};

/** A request that failed. `status` is the HTTP status, or 0 when no answer came. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

async function sentence(response) {
  try {
    const body = await response.json();
    const message = body?.error?.message;
    if (typeof message === "string" && message.trim()) return message.trim();
  } catch {
    // Not JSON, so it comes from a proxy or from a crash: our own words are better.
  }
  return SENTENCES[response.status] ?? "Something went wrong on the server. Try again in a moment.";
}

async function request(path, init = {}, patience = TIMEOUT) {
  const timeout = AbortSignal.timeout(patience);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  let response;
  try {
    response = await fetch(path, { cache: "no-store", credentials: "same-origin", ...init, signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, timeout.aborted
      ? "The server took too long to answer. Try again in a moment."
      : "The server cannot be reached. Check your connection and try again.");
  }
  learnServerTime(response.headers.get("Date"));
  if (response.status === 401) {
    keepPlace();
    location.assign("/console/login");
  }
  if (!response.ok) throw new ApiError(response.status, await sentence(response));
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    throw new ApiError(response.status, "The answer of the server could not be read. Reload the page and try again.");
  }
}

function post(path, body, patience) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Requested-With": "parley-console" },
    body: JSON.stringify(body ?? {}),
  }, patience);
}

const ticketPath = (id, action = "") => `/api/console/tickets/${encodeURIComponent(id)}${action}`;
const groupPath = (questionId, action) => `/api/console/knowledge/groups/${encodeURIComponent(questionId)}/${action}`;

export const photoPath = (id, seq) => ticketPath(id, `/photos/${seq}`);
export const fetchQueue = () => request("/api/console/queue");
export const fetchRatings = () => request("/api/console/ratings");
export const fetchTicket = (id, signal) => request(ticketPath(id), { signal });
export const claim = (id) => post(ticketPath(id, "/claim"));
export const reply = (id, clientMessageId, text) =>
  post(ticketPath(id, "/reply"), { client_message_id: clientMessageId, text });
export const returnToAssistant = (id) => post(ticketPath(id, "/return"));
export const resolve = (id, note) => post(ticketPath(id, "/resolve"), { note });
export const fetchKnowledge = () => request("/api/console/knowledge", {}, ENCODING);
export const fetchEffects = () => request("/api/console/knowledge/effects", {}, ENCODING);
export const fetchDraft = (questionId) => request(groupPath(questionId, "draft"));
export const leaveOut = (questionId) => post(groupPath(questionId, "leave-out"));
export const takeBack = (questionId) => post(groupPath(questionId, "take-back"));
export const saveArticle = (article) => post("/api/console/knowledge/articles", article, ENCODING);
