"""A shop's files are imported whole or not at all."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.clock import Clock
from desk.commands.catalogue import catalogue_file
from desk.commands.shop import import_shop
from desk.customers.customers import Customers
from desk.customers.tables import customers_table
from desk.database.database import Database
from desk.importing.problems import BrokenImport
from desk.settings import ROOT
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import payments_table
from desk.shop.shop import Shop
from desk.shop.wallet import PaymentKind
from tests.integration.shop_files import OURS, TAU2, importer, order_in, rows_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock, Customers(database))


@pytest.fixture
def import_of(database: Database, clock: Clock, tmp_path: Path) -> Callable[..., Any]:
    return importer(database, clock, tmp_path / "shop.json")


async def test_what_the_file_tells_is_there(import_of: Any, shop: Shop, database: Database) -> None:
    imported = await import_of(OURS)
    assert (imported.products, imported.customers, imported.orders) == (2, 1, 2)
    order = await order_in(shop, "SHOP-1001")
    assert order.total == Decimal("72.80")
    assert order.paid == order.total
    assert order.payment_label == "Visa ending 4410"
    assert order.placed_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert order.shipping_address.line == "4 Ferry Lane, London, SE15 4QN, United Kingdom"
    assert order.shipping_address.name == "Ada Byron"
    assert [item.id for item in order.items] == ["SHOP-1001-1", "SHOP-1001-2"]
    assert order.shipments[0].item_ids == ["SHOP-1001-2"]
    assert [event.status for event in order.history][-1] is OrderStatus.DELIVERED
    customer = await Customers(database).find_by_email("ada@example.com")
    assert customer is not None
    assert customer.id == "c1"


async def test_a_day_with_a_zone_stays_that_day(import_of: Any, shop: Shop) -> None:
    told = copy.deepcopy(OURS)
    told["orders"][1]["estimated_delivery_on"] = "2026-03-11T00:30:00+01:00"
    await import_of(told)
    assert (await order_in(shop, "SHOP-1002")).estimated_delivery_on == date(2026, 3, 11)


async def test_a_cancelled_order_without_payments_was_paid_and_refunded(
    import_of: Any, shop: Shop
) -> None:
    told = copy.deepcopy(OURS)
    told["orders"][0] |= {"status": "cancelled", "cancelled_at": "2026-03-02"}
    await import_of(told)
    order = await order_in(shop, "SHOP-1001")
    assert [payment.signed for payment in order.payments] == [Decimal("72.80"), Decimal("-72.80")]
    assert order.refund_amount == Decimal("72.80")


async def test_the_shape_of_tau2_is_read_and_its_ids_are_kept(
    import_of: Any, shop: Shop, database: Database
) -> None:
    await import_of(TAU2)
    order = await order_in(shop, "#W2611340", "james_li_5688")
    assert order.id == "#W2611340"
    assert order.total == order.paid == Decimal("101.76")
    assert order.payment_kind is PaymentKind.GIFT_CARD
    assert order.tracking_number == "357962501027"
    assert order.shipments[0].item_ids == ["#W2611340-1", "#W2611340-2"]
    assert order.shipping_address.country == "US"
    customer = await Customers(database).get("james_li_5688")
    assert customer is not None
    assert customer.name == "James Li"
    assert str(customer.address) == "215 River Road, Suite 991, New York, NY, 10083"
    product = await shop.product("9523456873")
    assert product is not None
    assert [variant.is_in_stock for variant in product.variants] == [True, False]


async def test_states_after_actions_of_tau2_are_read(import_of: Any, shop: Shop) -> None:
    told = copy.deepcopy(TAU2)
    told["orders"]["#W2611340"] |= {
        "status": "exchange requested",
        "exchange_items": ["9612497925"],
        "exchange_new_items": ["8124970213"],
        "exchange_payment_method_id": "paypal_1",
        "exchange_price_difference": -1.21,
    }
    await import_of(told)
    order = await order_in(shop, "#W2611340", "james_li_5688")
    assert order.exchange is not None
    assert order.exchange.price_difference == Decimal("-1.21")
    assert order.exchange.refund_label == "PayPal"
    told["orders"]["#W2611340"] |= {"status": "pending (item modified)"}
    for name in [name for name in told["orders"]["#W2611340"] if name.startswith("exchange")]:
        del told["orders"]["#W2611340"][name]
    await import_of(told)
    order = await order_in(shop, "#W2611340", "james_li_5688")
    assert order.exchange is None
    assert order.status_words == "pending (items modified)"


async def test_a_payment_that_failed_counts_for_nothing(import_of: Any, shop: Shop) -> None:
    told = copy.deepcopy(OURS)
    failed = {"kind": "payment", "amount": "8.00", "payment_method_id": "pm1", "state": "failed"}
    told["orders"][1]["payments"] = [failed]
    await import_of(told)
    order = await order_in(shop, "SHOP-1002")
    assert order.paid == 0
    assert order.status_words == "pending (payment failed)"
    assert order.failed_payment is not None
    assert order.failed_payment.label == "Visa ending 4410"
    told["orders"][1]["payments"].append({"kind": "payment", "amount": "8.00"})
    await import_of(told)
    order = await order_in(shop, "SHOP-1002")
    assert (order.paid, order.failed_payment) == (order.total, None)


async def test_a_failure_is_told_once(import_of: Any) -> None:
    told = copy.deepcopy(OURS)
    told["orders"][1] |= {"payments": [], "payment_failed": True}
    with pytest.raises(BrokenImport, match="payment_failed"):
        await import_of(told)


async def test_a_dry_run_writes_nothing(import_of: Any, database: Database) -> None:
    imported = await import_of(OURS, dry_run=True)
    assert imported.orders == 2
    assert await rows_in(database) == {}


def change(*path: Any, to: Any) -> Callable[[Any], None]:
    def apply(told: Any) -> None:
        for step in path[:-1]:
            told = told[step]
        if to is ...:
            del told[path[-1]]
        else:
            told[path[-1]] = to

    return apply


ORDER = ("orders", 0)
VARIANT = ("products", 0, "variants", 0)


@pytest.mark.parametrize(
    ("breaks", "place", "column"),
    [
        (change(*VARIANT, "price", to="cheap"), "products 1, variants 1", "price"),
        (change(*VARIANT, "price", to=-1), "products 1, variants 1", "price"),
        (change(*VARIANT, "price", to=1.005), "products 1, variants 1", "price"),
        (change(*VARIANT, "price", to=1e30), "products 1, variants 1", "price"),
        (change(*VARIANT, "stock", to=2.5), "products 1, variants 1", "stock"),
        (change(*VARIANT, "id", to="MUG"), "products 2, variants 1", "id"),
        (change("products", 1, "variants", to=[]), "products 2", "variants"),
        (change("products", 1, "name", to=...), "products 2", "name"),
        (change("products", 1, "name", to="x" * 201), "products 2", "name"),
        (change("products", 1, "colour", to="red"), "products 2", "colour"),
        (change("products", 1, to="Mug"), "products 2", ""),
        (change("customers", 0, "email", to="ada"), "customers 1", "email"),
        (change("customers", 0, "country", to="Britain"), "customers 1", "country"),
        (change("payment_methods", 0, "last_four", to="44"), "payment_methods 1", "last_four"),
        (change("payment_methods", 0, "balance", to=1), "payment_methods 1", "balance"),
        (change("payment_methods", 1, "balance", to=...), "payment_methods 2", "balance"),
        (change("payment_methods", 1, "customer_id", to="c9"), "payment_methods 2", "customer_id"),
        (change(*ORDER, "customer_id", to="c9"), "orders 1", "customer_id"),
        (change(*ORDER, "payment_method_id", to="pm9"), "orders 1", "payment_method_id"),
        (change(*ORDER, "payment_method_id", to=...), "orders 1", "payment_kind"),
        (change(*ORDER, "status", to="lost"), "orders 1", "status"),
        (change(*ORDER, "status", to="return_requested"), "orders 1", "return"),
        (change(*ORDER, "placed_at", to="yesterday"), "orders 1", "placed_at"),
        (change(*ORDER, "placed_at", to="2030-01-01"), "orders 1", "placed_at"),
        (change(*ORDER, "placed_at", to="0001-01-01T00:00+14:00"), "orders 1", "placed_at"),
        (change(*ORDER, "items", 1, to={"variant_id": "MUG", "unit_price": "999999999.99",
                                        "quantity": 10_000}), "orders 1", "items"),
        (change(*ORDER, "id", to="SHOP1002"), "orders 2", "id"),
        (change(*ORDER, "items", to=[]), "orders 1", "items"),
        (change(*ORDER, "items", 0, "variant_id", to="NONE"), "orders 1, items 1", "variant_id"),
        (change(*ORDER, "items", 0, "quantity", to=0), "orders 1, items 1", "quantity"),
        (change(*ORDER, "items", 0, "quantity", to=-2), "orders 1, items 1", "quantity"),
        (change(*ORDER, "items", 0, "returned_quantity", to=2), "orders 1, items 1",
         "returned_quantity"),
        (change(*ORDER, "id", to="SHOP-1002"), "orders 2", "id"),
        (change(*ORDER, "id", to="('; DROP TABLE"), "orders 1", "id"),
        (change(*ORDER, "address", to={"city": "Rome"}), "orders 1", "address.street"),
        (change(*ORDER, "payments", to=[{"kind": "payment", "amount": 0}]),
         "orders 1, payments 1", "amount"),
        (change(*ORDER, "payments", to=[{"kind": "payment", "amount": 1, "state": "lost"}]),
         "orders 1, payments 1", "state"),
        (change(*ORDER, "payment_failed", to="perhaps"), "orders 1", "payment_failed"),
        (change(*ORDER, "shipments", 0, "variant_ids", to=["X"]), "orders 1, shipments 1",
         "variant_ids"),
        (change("order", to=[]), "", "order"),
    ],
)  # fmt: skip
async def test_a_broken_row_is_named_and_nothing_is_imported(
    breaks: Callable[[Any], None],
    place: str,
    column: str,
    import_of: Any,
    database: Database,
) -> None:
    told = copy.deepcopy(OURS)
    breaks(told)
    with pytest.raises(BrokenImport) as refused:
        await import_of(told)
    named = {(problem.row, problem.column) for problem in refused.value.problems}
    assert (place, column) in named
    assert {problem.file for problem in refused.value.problems} == {"shop.json"}
    assert all(problem.what for problem in refused.value.problems)
    assert await rows_in(database) == {}


async def test_all_faults_are_named_at_once_in_tau2s_own_words(
    import_of: Any, database: Database
) -> None:
    told = copy.deepcopy(TAU2)
    told["users"]["james_li_5688"]["address"]["zip"] = "1" * 30
    told["orders"]["#W2611340"]["items"][0]["item_id"] = "1"
    told["orders"]["#W2611340"]["payment_history"][0]["amount"] = "much"
    with pytest.raises(BrokenImport) as refused:
        await import_of(told)
    said = str(refused.value)
    assert "user james_li_5688, address.zip" in said
    assert "order #W2611340, items 1" in said
    assert await rows_in(database) == {}


async def test_a_thing_that_belongs_to_another_is_not_taken(
    import_of: Any, database: Database
) -> None:
    await import_of(OURS)
    before = await rows_in(database)
    told = copy.deepcopy(OURS)
    told["customers"].append({"id": "c2", "name": "Eve", "email": "eve@example.com"})
    told["payment_methods"][0]["customer_id"] = "c2"
    with pytest.raises(BrokenImport, match="another customer"):
        await import_of(told)
    told = copy.deepcopy(OURS)
    told["products"][1]["variants"][0]["id"] = "LAMP-RED"
    told["products"].pop(0)
    with pytest.raises(BrokenImport, match="prd_lamp"):
        await import_of({"products": told["products"]})
    told = {"customers": [{"id": "c2", "name": "Eve", "email": "ada@example.com"}]}
    with pytest.raises(BrokenImport, match="customer c1"):
        await import_of(told)
    assert await rows_in(database) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is not JSON"),
        (b"[]", "has none of these"),
        (b'{"products": {}}', "is not a list"),
        (b'{"products": [NaN]}', "NaN is not a number"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
async def test_a_file_that_is_none_is_refused(
    content: bytes, said: str, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "shop.json"
    file.write_bytes(content)
    with pytest.raises(BrokenImport, match=said):
        await import_shop(database, file)
    with pytest.raises(BrokenImport, match="no such file"):
        await import_shop(database, tmp_path / "none.json")


async def test_the_catalogue_of_the_bot_holds_the_imported_products(
    import_of: Any, shop: Shop
) -> None:
    await import_of(TAU2)
    written = catalogue_file(await shop.products(100))
    assert "- T-Shirt\n" in written
    assert "- color: purple\n" in written


CSV = {
    "products.csv": "product_id;name;variant_id;price;stock;option:Band material\n"
    "p1;Watch;W-1;199.00;4;steel\np1;Watch;W-2;189.00;0;leather\n",
    "customers.csv": "id,name,email,street,city,postcode,country,newsletter\n"
    '7,"Byron, Ada",ada@example.com,4 Ferry Lane,London,SE15 4QN,GB,yes\n',
    "orders.csv": "id,customer_email,status,placed_at,payment_kind,payment_brand,"
    "payment_last_four,carrier,tracking_number,shipping_fee\n"
    "1001,ADA@example.com,delivered,2026-02-01,credit_card,visa,4410,Post,T1,0\n"
    "1002,ada@example.com,pending,2026-02-03,credit_card,visa,4410,,,4.90\n"
    "\n",
    "order_items.csv": "order_id,variant_id,quantity\n1001,W-1,1\n1002,W-2,2\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my-shop"
    folder.mkdir()
    for name, content in CSV.items():
        (folder / name).write_text(content, "utf-8")
    return folder


async def test_a_folder_of_csv_files_is_a_shop(
    folder: Path, database: Database, shop: Shop, clock: Clock
) -> None:
    for _ in range(2):
        imported = await import_shop(database, folder, clock)
        assert (imported.products, imported.customers, imported.orders) == (1, 1, 2)
        assert imported.payment_methods == 1
    order = await order_in(shop, "1001", "7")
    assert order.tracking_number == "T1"
    assert order.payment_label == "Visa ending 4410"
    assert order.items[0].options == {"band material": "steel"}
    assert (await order_in(shop, "1002", "7")).total == Decimal("382.90")
    assert len(await shop.payment_methods_of("7")) == 1
    assert len(await Customers(database).consents_of("7")) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "column"),
    [
        ("products.csv", "189.00", "189,00", "row 3", "price"),
        ("products.csv", "product_id", "product", "row 1", "product"),
        ("products.csv", "stock", "price", "row 1", "price"),
        ("orders.csv", "ADA@", "eve@", "row 2", "customer_email"),
        ("orders.csv", "ADA@example.com", "", "row 2", "customer_id"),
        ("orders.csv", "T1,0", "T1,0,and,more", "row 2", ""),
        ("orders.csv", "payment_last_four", "shipping_city", "row 2", "shipping_street"),
        ("order_items.csv", "1002", "1003", "row 3", "order_id"),
        ("order_items.csv", "W-2", "W-9", "row 3", "variant_id"),
        ("order_items.csv", "W-2,2", "W-2,two", "row 3", "quantity"),
        ("customers.csv", "ada@", "ada ", "row 2", "email"),
        ("customers.csv", ",yes", ",maybe", "row 2", "newsletter"),
        ("customers.csv", '"Byron, Ada"', '"Byron, Ada', "", ""),
    ],
)
async def test_a_broken_row_of_a_csv_file_is_named(
    file: str, old: str, new: str, place: str, column: str, folder: Path, database: Database
) -> None:
    (folder / file).write_text(CSV[file].replace(old, new), "utf-8")
    with pytest.raises(BrokenImport) as refused:
        await import_shop(database, folder)
    named = {(problem.file, problem.row, problem.column) for problem in refused.value.problems}
    assert (file, place, column) in named
    assert await rows_in(database) == {}


@pytest.mark.parametrize(
    ("name", "slip"), [("customers.csv", "Customers.csv"), ("orders.csv", "orders (1).csv")]
)
async def test_a_slip_in_the_name_of_a_file_is_told(
    name: str, slip: str, folder: Path, database: Database
) -> None:
    (folder / "reviews.csv").write_text("stars\n5\n")
    (folder / "returns.csv").write_text("order_id\n1001\n")
    await import_shop(database, folder, dry_run=True)
    (folder / name).rename(folder / slip)
    with pytest.raises(BrokenImport) as refused:
        await import_shop(database, folder)
    told = [str(one) for one in refused.value.problems]
    assert f"{slip}: is not read under this name. Call it {name}, or take it out" in "".join(told)
    assert not any("reviews.csv" in one for one in told)


async def test_orders_without_their_items_are_refused(folder: Path, database: Database) -> None:
    (folder / "order_items.csv").unlink()
    with pytest.raises(BrokenImport, match=r"order_items\.csv: There is no such file"):
        await import_shop(database, folder)
    with pytest.raises(BrokenImport, match="Give the folder"):
        await import_shop(database, folder / "orders.csv")


async def test_the_real_database_of_tau2_is_imported_to_the_cent(
    database: Database, shop: Shop
) -> None:
    file = ROOT.parent / "shared" / "data" / "shop" / "tau2_retail" / "db.json"
    if not file.exists() or not database.is_sqlite:
        pytest.skip("tau2's database is not beside the project")
    imported = await import_shop(database, file)
    assert (imported.products, imported.customers, imported.orders) == (50, 500, 1000)
    assert imported.payment_methods == 695
    async with database.read() as session:
        amounts = await session.scalars(select(payments_table.c.amount))
        told = json.loads(file.read_text(), parse_float=Decimal)["orders"].values()
        assert sum(amounts) == sum(
            Decimal(payment["amount"]) for each in told for payment in each["payment_history"]
        )
    assert await shop.owner_of("#W2611340") == "james_li_5688"
    assert await shop.order_of("james_li_5688", "w2611340") is not None


async def test_progress_ends_where_all_is_done(import_of: Any) -> None:
    seen: list[tuple[int, int]] = []
    await import_of(OURS, move=lambda count, total: seen.append((count, total)))
    assert sum(count for count, _ in seen) == seen[-1][1]


async def test_many_customers_are_imported_in_parts(import_of: Any, database: Database) -> None:
    customers = [
        {"id": f"c{number}", "name": f"N {number}", "email": f"{number}@example.com"}
        for number in range(450)
    ]
    await import_of({"customers": customers})
    async with database.read() as session:
        assert await session.scalar(select(func.count()).select_from(customers_table)) == 450
