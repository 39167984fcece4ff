// Words for codes, numbers and times. Everything an agent reads goes through here.

import { now } from "./server-time.js";

const LOCALE = "en-GB";
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });
const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long" });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

const PRIORITIES = { 1: "Urgent", 2: "High", 3: "Normal" };
const STATUSES = {
  pending: "Placed, not packed",
  processed: "Packed",
  shipped: "On the way",
  delivered: "Delivered",
  cancelled: "Cancelled",
  return_requested: "Return requested",
  returned: "Returned",
};
const VERIFICATIONS = {
  token: "Signed in to the shop",
  order_and_email: "Verified by order number and e-mail",
  order_and_postcode: "Verified by order number and postcode",
};
const CONTACTS = { chat: "Chat", email: "E-mail", phone: "Phone", sms: "SMS", post: "Post" };
const CONSENTS = { newsletter: "Newsletter", facts: "Notes" };
const RATED = { bot: "the assistant", agent: "our people" };
const RATINGS = { csat: "Satisfaction", nps: "Recommendation", effort: "Ease" };
const CHANNELS = { web: "Website chat", telegram: "Telegram", slack: "Slack", whatsapp: "WhatsApp", sms: "SMS", email: "E-mail" };

export const timeOfDay = (iso) => TIME.format(new Date(iso));
export const moment = (iso) => MOMENT.format(new Date(iso));
export const priorityWord = (priority) => PRIORITIES[priority] ?? "Normal";
export const statusWord = (status) => STATUSES[status] ?? plain(status);
export const contactWord = (channel) => CONTACTS[channel] ?? plain(channel);
export const consentWord = (purpose) => CONSENTS[purpose] ?? capital(plain(purpose));
export const channelWord = (channel) => CHANNELS[channel] ?? plain(channel);
export const verificationWord = (method) => VERIFICATIONS[method] ?? "Verified";
export const customerName = (ticket) => ticket.customer_name || "Anonymous visitor";
export const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;
export const percent = (score) => `${Math.round(score * 100)} %`;

/** `cancel_order` → `cancel order`; for codes that have no words of their own. */
export function plain(code) {
  return String(code ?? "").replace(/[_/]+/g, " ").trim();
}

/** The first letter made a capital one. */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A rating as a sentence: `Satisfaction 4 of 5, about the assistant`. */
export function ratingWords({ kind, score, highest, about }) {
  const name = RATINGS[kind] ?? plain(kind);
  return score === null ? `${name}: asked, not answered yet` : `${name} ${score} of ${highest}, about ${RATED[about] ?? plain(about)}`;
}

/** A country by its code of two letters: `GB` → `United Kingdom`. */
export function countryName(code) {
  try {
    return new Intl.DisplayNames(LOCALE, { type: "region" }).of(code);
  } catch {
    return code;
  }
}

/** A date or a moment as a day, in the agent's own time zone: `3 Jun 2025`. */
export function day(iso) {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T12:00:00` : iso);
  return Number.isNaN(date.getTime()) ? String(iso) : DATE.format(date);
}

/** A day in short, in the agent's own time zone: `3 Jun`, with the year if it is another one; never broken by a line's end. */
export function shortDay(iso) {
  const words = day(iso);
  const year = ` ${new Date(now()).getFullYear()}`;
  return (words.endsWith(year) ? words.slice(0, -year.length) : words).replaceAll(" ", "\u00a0");
}

/** A day as a heading in the transcript: Today, Yesterday, or the weekday and date. */
export function dayHeading(iso) {
  const then = new Date(iso);
  const today = new Date(now());
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(today) - midnight(then)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return then.getFullYear() === today.getFullYear() ? WEEKDAY.format(then) : `${WEEKDAY.format(then)} ${then.getFullYear()}`;
}

/** Seconds as a stopwatch that people can read: `0:42`, `12:05`, `2 h 07 min`, `3 d 4 h`. */
export function elapsed(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${String(whole % 60).padStart(2, "0")}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A frustration score (0–1) as a step for colour and a word for people. */
export function frustration(score) {
  if (score < 0.35) return { level: "calm", word: "calm" };
  if (score < 0.6) return { level: "some", word: "some" };
  if (score < 0.8) return { level: "high", word: "high" };
  return { level: "extreme", word: "very high" };
}

/** An amount as the shop writes it; `value` is a decimal as text. */
export function money(value, currency = "GBP") {
  const number = Number(value);
  if (value === null || value === "" || !Number.isFinite(number)) return String(value ?? "");
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).format(number);
}

/** What was chosen for an item, as one line: `{colour: "Pine", size: "M"}` → `Pine, M`. */
export function options(chosen) {
  if (!chosen) return "";
  return typeof chosen === "string" ? chosen : Object.values(chosen).join(", ");
}

/** A language tag in words: `cy` → `Welsh`. */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames(LOCALE, { type: "language" }).of(tag);
  } catch {
    return tag;
  }
}

/** What was said, where only words can be shown. */
export function wordsOf(message) {
  return message.text || (message.photo ? "A photo" : "");
}

/** Who wrote a message, in words; the agent who is reading is "You". */
export function authorName(message, agentName) {
  if (message.author === "bot") return "Assistant";
  if (message.author === "system") return "System";
  if (message.author === "agent") {
    return message.author_name && message.author_name === agentName ? "You" : message.author_name || "Agent";
  }
  return message.author_name || "Customer";
}
