"""The pages of the demo shop: products, help centre, and signing in as a customer."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from desk.demo_shop import help_centre
from desk.demo_shop.data import demo_customers
from desk.errors import NotSignedIn
from desk.services import Services
from desk.shop.catalogue import Product
from desk.signing import Signer
from knowledge_base.article import Article
from knowledge_base.reading.folder import read_articles

FOLDER = Path(__file__).resolve().parent
COOKIE = "demo_shop_customer"
_SIGNED_IN_FOR = timedelta(hours=8)
_ALL_PRODUCTS = 500
_SHOWN_ARTICLES = (
    "/help/delivery-options-and-times",
    "/help/return-an-item",
    "/help/payment-methods",
    "/help/clothing-size-guide",
)
_PLURALS = {"finish": "finishes", "burners": "numbers of burners", "arms": "kinds of arms"}
_SIZES = ("XS", "S", "M", "L", "XL", "XXL")
_SEE_OTHER = 303


def demo_shop_pages(services: Services) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(FOLDER / "templates")
    signer = Signer(
        services.settings.session_secret.get_secret_value(),
        "demo-shop",
        _SIGNED_IN_FOR,
        services.clock,
    )
    folder = services.settings.articles
    known = {article.digest: article for article in read_articles(folder)[0]}

    def published() -> dict[str, Article]:
        """The articles of today by their address; what was written meanwhile is among them."""
        today = services.clock().date()
        articles, _ = read_articles(folder, known)
        known.update((article.digest, article) for article in articles)
        return {article.url: article for article in help_centre.published(articles, today)}

    async def context(request: Request) -> dict[str, Any]:
        customer = None
        with suppress(NotSignedIn):
            customer = await services.customers.get(signer.subject(request.cookies.get(COOKIE, "")))
        shown = await demo_customers(services.database, today=services.clock().date())
        return {
            "signed_in": None
            if customer is None
            else {
                "id": customer.id,
                "name": customer.name,
                "first_name": customer.name.split()[0],
            },
            "demo_customers": [{"id": c.id, "name": c.name, "hint": c.hint} for c in shown],
            "customer_token": None
            if customer is None
            else services.customer_tokens.sign(customer.id, _SIGNED_IN_FOR),
            "console_url": f"{services.settings.url}/console",
        }

    async def render(request: Request, name: str, status: int = 200, **own: Any) -> Response:
        return templates.TemplateResponse(request, name, await context(request) | own, status)

    @router.get("/", response_class=HTMLResponse)
    async def shop(request: Request, category: str = "") -> Response:
        products = await services.shop.products(limit=_ALL_PRODUCTS)
        by_url = published()
        return await render(
            request,
            "shop.html",
            products=[_shown(product) for product in products],
            category=category or None,
            help_articles=[
                {"title": by_url[url].title, "url": url} for url in _SHOWN_ARTICLES if url in by_url
            ],
        )

    @router.get("/help", response_class=HTMLResponse)
    async def help_page(request: Request) -> Response:
        return await render(request, "help.html", groups=help_centre.topics(published().values()))

    @router.get("/help/{slug}", response_class=HTMLResponse)
    async def article_page(request: Request, slug: str) -> Response:
        by_url = published()
        article = by_url.get(f"/help/{slug}")
        if article is None:
            return await render(request, "not_found.html", 404)
        return await render(
            request,
            "article.html",
            article=help_centre.page(article),
            related=help_centre.related(article, by_url.values()),
        )

    @router.post("/shop/sign-in")
    async def sign_in(
        request: Request, customer_id: Annotated[str, Form(max_length=100)] = ""
    ) -> Response:
        shown = await demo_customers(services.database, today=services.clock().date())
        if customer_id not in {customer.id for customer in shown}:
            return await render(request, "not_found.html", 404)
        response = RedirectResponse("/", _SEE_OTHER)
        response.set_cookie(COOKIE, signer.sign(customer_id), httponly=True, samesite="lax")
        return response

    @router.post("/shop/sign-out")
    async def sign_out() -> Response:
        response = RedirectResponse("/", _SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    return router


def _shown(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "name": product.name,
        "category": product.category,
        "description": product.description,
        "price_from": min(variant.price for variant in product.variants),
        "options_summary": _options_summary(product),
        "in_stock": any(variant.stock for variant in product.variants),
    }


def _options_summary(product: Product) -> str:
    """`3 colours, S–XXL`."""
    values: dict[str, set[str]] = {}
    for variant in product.variants:
        for option, value in variant.options.items():
            values.setdefault(option, set()).add(value)
    parts = []
    for option, found in values.items():
        letters = [size for size in _SIZES if size in found]
        if len(letters) > 1 and len(letters) == len(found):
            parts.append(f"{letters[0]}–{letters[-1]}")
        elif len(found) > 1:
            parts.append(f"{len(found)} {_PLURALS.get(option, f'{option}s')}")
    return ", ".join(parts)
