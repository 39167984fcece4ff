// One order in the details: a line that unfolds to its items, delivery and tracking.

import { copyButton } from "./copy-button.js";
import { el } from "./elements.js";
import { counted, day, money, options, statusWord } from "./words.js";

/** `order` as the API gives it; `open` unfolds it. */
export function orderCard(order, open) {
  const items = order.items ?? [];
  const pieces = items.reduce((sum, item) => sum + item.quantity, 0);
  const total = money(order.total, order.currency);
  return el("details", { class: "order", open, "data-order": order.id },
    el("summary", {},
      el("span", { class: "order-line" }, el("span", { class: "order-id" }, order.id),
        el("span", { class: "status", "data-status": order.status }, statusWord(order.status))),
      el("span", { class: "order-line quiet" },
        el("span", {}, `${day(order.placed_at)}, ${counted(pieces, "item", "items")}`),
        el("span", { class: "order-total" }, total))),
    el("ul", { class: "items", role: "list" }, items.map((item) => itemLine(item, order.currency))),
    el("dl", { class: "facts" }, delivery(order)));
}

function itemLine(item, currency) {
  const chosen = options(item.options);
  return el("li", {},
    el("span", { class: "item-quantity" }, `${item.quantity} ×`),
    el("span", { class: "item-name", dir: "auto" }, item.name, chosen ? el("span", { class: "quiet" }, ` ${chosen}`) : null),
    el("span", { class: "item-price" }, money(item.price, currency)));
}

function delivery(order) {
  const facts = [];
  if (order.failed_payment) facts.push(el("dt", {}, "Payment"), el("dd", {}, `${order.failed_payment} did not go through`));
  if (order.estimated_delivery_on) facts.push(el("dt", {}, "Estimated"), el("dd", {}, day(order.estimated_delivery_on)));
  if (order.carrier) facts.push(el("dt", {}, "Carrier"), el("dd", {}, order.carrier));
  if (order.tracking_number) {
    facts.push(el("dt", {}, "Tracking"), el("dd", {},
      el("span", { class: "code" }, order.tracking_number), copyButton(order.tracking_number, "tracking number")));
  }
  facts.push(el("dt", {}, "Order"), el("dd", {}, el("span", { class: "code" }, order.id), copyButton(order.id, "order number")));
  return facts;
}
