// The customer in the details: who they are, what they are worth to us, what they told us, how it went before.

import { copyButton } from "./copy-button.js";
import { el, icon } from "./elements.js";
import { frustrationBar } from "./message-view.js";
import { capital, consentWord, contactWord, counted, countryName, day, languageName, money, plain, ratingWords, verificationWord } from "./words.js";

/** The section about the customer; `folded` makes a part that unfolds and stays as the agent left it. */
export function customerSection(section, customer, verified, folded) {
  const contact = [
    ["E-mail", customer.email, el("a", { href: `mailto:${encodeURIComponent(customer.email).replace("%40", "@")}` }, customer.email)],
    ["Phone", customer.phone, el("a", { href: `tel:${String(customer.phone).replace(/[^\d+]/g, "")}` }, customer.phone)],
    ["Address", customer.address, el("bdi", {}, withCountry(customer))],
  ];
  return section("Customer",
    verified
      ? el("p", { class: "verified" }, icon("verified"), verificationWord(customer.verified_by))
      : el("p", { class: "verified verified-not" }, icon("unverified"), "Not verified: check who this is before you speak about an order"),
    badges(customer),
    facts(contact.filter(([, value]) => value).map(([name, value, shown]) => [name, [shown, copyButton(value, name)]])),
    figures(customer),
    told(customer.facts),
    folded("more", el("span", {}, "More about this customer"), facts(more(customer))));
}

/** How earlier conversations went; null for a customer who is here for the first time. */
export function earlierSection(section, customer, folded) {
  const earlier = customer.conversations;
  if (earlier.length === 0) return null;
  return section("Before this", folded("earlier", el("span", {}, counted(earlier.length, "earlier conversation", "earlier conversations")),
    el("ol", { class: "earlier", role: "list" }, earlier.map(earlierItem))));
}

/** What the customer thought of this conversation; null if nobody asked. */
export function ratingSection(section, ratings) {
  if (ratings.length === 0) return null;
  return section("Rating of this conversation", ...ratings.map(ratingLine));
}

function badges(customer) {
  return el("ul", { class: "badges", role: "list", "aria-label": "Tier and tags" },
    el("li", { class: "tag tag-tier", "data-tier": customer.tier }, capital(plain(customer.tier))),
    customer.tags.map((tag) => el("li", { class: "tag", dir: "auto" }, tag)));
}

function figures(customer) {
  const shown = [
    [money(customer.lifetime_value), "spent, less refunds"],
    [String(customer.order_count), customer.order_count === 1 ? "order" : "orders"],
    [String(customer.return_count), customer.return_count === 1 ? "return" : "returns"],
  ];
  return el("ul", { class: "figures", role: "list", "aria-label": "Purchases" },
    shown.map(([value, words]) => el("li", {}, el("strong", {}, value), " ", el("span", {}, words))));
}

function told(known) {
  if (known.length === 0) return null;
  return el("div", { class: "told" }, el("h4", {}, "They told us"),
    el("ul", {}, known.map((fact) => el("li", { dir: "auto", title: `Told us on ${day(fact.told_at)}` }, fact.text))));
}

function more(customer) {
  return [
    ["Language", languageName(customer.language)],
    ["Prefers", contactWord(customer.preferred_channel)],
    ["Since", day(customer.customer_since)],
    ["Pays with", customer.payment_methods.length > 0 ? lines(customer.payment_methods.map(capital)) : "Nothing on file"],
    ...customer.further_addresses.map((each) => [el("bdi", {}, capital(each.label)), el("bdi", {}, withCountry(each))]),
    ...customer.consents.map((consent) => [consentWord(consent.purpose),
      consent.at ? `${consent.is_given ? "Yes" : "No"}, since ${day(consent.at)}` : "Not asked"]),
    ["ID", el("span", { class: "code" }, customer.id)],
  ];
}

function earlierItem(one) {
  return el("li", {},
    el("p", { class: "earlier-line" }, el("time", { datetime: one.started_at }, day(one.started_at)), frustrationBar(one.frustration_score)),
    el("p", { class: "earlier-outcome" }, capital(one.outcome)),
    one.ratings.map(ratingLine));
}

function ratingLine(rating) {
  return el("div", { class: "rating" }, el("p", {}, icon("rating"), el("span", {}, ratingWords(rating))),
    rating.comment ? el("blockquote", { dir: "auto" }, rating.comment) : null);
}

function facts(rows) {
  return el("dl", { class: "facts" }, rows.flatMap(([name, content]) => [el("dt", {}, name), el("dd", {}, ...[content].flat())]));
}

function lines(values) {
  return values.map((value) => el("span", { class: "line" }, value));
}

function withCountry({ address, country }) {
  return `${address}, ${countryName(country)}`;
}
