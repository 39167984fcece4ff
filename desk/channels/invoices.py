"""The page of an invoice: whoever has the signed link may read and print it."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from desk.errors import NotFound
from desk.services import Services
from desk.shop.invoice_links import PATH, InvoiceLinks, has_invoice
from desk.shop.money import in_words
from desk.shop.order import Order
from desk.shop.payment import Direction, moved
from desk.shop_name import shop_name

_FOLDER = Path(__file__).resolve().parent / "templates"
_NOT_FOUND = 404


def invoice_pages(services: Services) -> APIRouter:
    """The route of the pages."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(_FOLDER)
    settings = services.settings
    name = shop_name()
    links = InvoiceLinks(settings.url, settings.session_secret.get_secret_value(), services.clock)

    @router.get(f"{PATH}/{{token}}", response_class=HTMLResponse)
    async def invoice(request: Request, token: str) -> Response:
        order = await _order_of(services, links, token)
        nonce = secrets.token_urlsafe(16)
        shown = {} if order is None else _shown(order, services.shop.policy.currency_sign)
        response = templates.TemplateResponse(
            request,
            "no_invoice.html" if order is None else "invoice.html",
            {"nonce": nonce, "shop_name": name, "seller": settings.seller.splitlines(), **shown},
            _NOT_FOUND if order is None else 200,
        )
        # Nothing from elsewhere, no scripts, in no search engine, and in no shared cache.
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'; "
            "base-uri 'none'; form-action 'none'"
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return router


async def _order_of(services: Services, links: InvoiceLinks, token: str) -> Order | None:
    """The order of a link, if it is valid and the order still is this customer's."""
    try:
        customer_id, order_number = links.read(token)
    except NotFound:
        return None
    order = await services.shop.order_of(customer_id, order_number)
    return order if order is not None and has_invoice(order) else None


def _shown(order: Order, sign: str) -> dict[str, object]:
    refunded = moved(order.payments, Direction.REFUND)
    to = order.shipping_address
    town = ", ".join(part for part in (to.city, to.region, to.postcode) if part)
    return {
        "order": order,
        "placed_on": f"{order.placed_at.day} {order.placed_at:%B %Y}",
        "lines": [
            {
                "name": item.product_name,
                "options": ", ".join(f"{name}: {value}" for name, value in item.options.items()),
                "quantity": item.quantity,
                "unit_price": in_words(item.unit_price, sign),
                "total": in_words(item.total, sign),
            }
            for item in order.items
        ],
        "items_total": in_words(order.items_total, sign),
        "delivery": in_words(order.shipping_fee, sign),
        "total": in_words(order.total, sign),
        "refunded": in_words(refunded, sign) if refunded else "",
        "address": [part for part in (to.street, to.street2, town) if part],
    }
