// Photos that customers sent: in the transcript and, all together, beside the ticket.

import { photoPath } from "./api.js";
import { el, unseen } from "./elements.js";
import { moment } from "./words.js";

/** The photo of a message, which opens in its full size in a new tab; null where there is none. */
export function photoLink(ticketId, message) {
  if (!message.photo) return null;
  const { width, height } = message.photo;
  const address = photoPath(ticketId, message.seq);
  return el("a", { class: "photo", href: address, target: "_blank", rel: "noopener", title: "Open in full size" },
    el("img", { src: address, width, height, loading: "lazy", alt: `Photo of ${moment(message.created_at)}` }),
    unseen(" (opens in a new tab)"));
}

/** All photos of a conversation as a section of the ticket's details; null where there are none. */
export function photoSection(section, ticketId, messages) {
  const links = messages.map((message) => photoLink(ticketId, message)).filter(Boolean);
  if (links.length === 0) return null;
  return section("Photos", el("ul", { class: "photos", role: "list" }, links.map((link) => el("li", {}, link))));
}
