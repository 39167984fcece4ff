"""The commands by which files come in and go out, as somebody types them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk.commands.catalogue import write_catalogue
from desk.commands.main import app
from desk.settings import ROOT
from desk.shop.catalogue import Product, Variant
from tests.conftest import free_port

PRODUCTS = "product_id,name,variant_id,price,option:colour\np1,Lamp,L-1,20.00,red\n"
CUSTOMERS = "id,name,email\nc1,Ada Byron,ada@shop.test\n"
ORDERS = (
    "id,customer_id,status,payment_kind,shipping_street,shipping_city,shipping_postcode,"
    "shipping_country\n1001,c1,pending,paypal,4 Ferry Lane,London,SE15 4QN,GB\n"
)
ITEMS = "order_id,variant_id\n1001,L-1\n"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty installation without the demo."""
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PARLEY_DATABASE_URL", "")
    monkeypatch.setenv("PARLEY_DEMO", "false")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my-shop"
    folder.mkdir()
    files = {"products": PRODUCTS, "customers": CUSTOMERS, "orders": ORDERS, "order_items": ITEMS}
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)
    return folder


def parley(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=answer)


def test_a_shop_is_imported_shown_and_exported(folder: Path, tmp_path: Path) -> None:
    tried = parley("shop", "import", str(folder), "--dry-run")
    assert (tried.exit_code, "Nothing was changed" in tried.output) == (0, True)
    assert parley("customers", "show", "c1").exit_code == 1
    done = parley("shop", "import", str(folder))
    assert done.exit_code == 0, done.output
    assert "1 products, 1 customers, 1 payment methods, 1 orders" in done.output
    assert "parley catalogue" in done.output
    shown = parley("customers", "show", "Ada@shop.test", "--json")
    assert json.loads(shown.output)["lifetime_value"] == "20.00"
    assert "Ada Byron" in parley("customers", "show", "c1").output
    for name in ("all.csv", "all.json"):
        assert parley("customers", "export", str(tmp_path / name)).exit_code == 0
        again = parley("customers", "import", str(tmp_path / name))
        assert (again.exit_code, again.output.strip()) == (0, "Imported 1 customers.")
    one = tmp_path / "one.json"
    assert parley("customers", "export", str(one), "--customer", "c1").exit_code == 0
    assert json.loads(one.read_text())["tables"]["orders"][0]["id"] == "1001"


def test_a_broken_row_ends_the_command_with_its_name(folder: Path) -> None:
    (folder / "products.csv").write_text(PRODUCTS.replace("20.00", "twenty"))
    failed = parley("shop", "import", str(folder))
    assert failed.exit_code == 1
    assert "Nothing was imported" in failed.output
    assert "products.csv, row 2, price: 'twenty' is not an amount." in failed.output
    assert parley("customers", "show", "c1").exit_code == 1


def test_order_numbers_of_another_look_are_named(folder: Path) -> None:
    for arguments in (["--dry-run"], []):
        done = parley("shop", "import", str(folder), *arguments)
        assert done.exit_code == 0, done.output
        warning = "1 of 1 order numbers does not look like HP-######, for example 1001"
        assert warning in done.output
        assert "config.yml (order_number)" in done.output
    for file in ("orders.csv", "order_items.csv"):
        path = folder / file
        path.write_text(path.read_text().replace("1001,", "HP-100100,"))
    done = parley("shop", "import", str(folder))
    assert (done.exit_code, "order numbers" in done.output) == (0, False)


def test_the_catalogue_is_named_only_where_the_bot_does_not_know_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = tmp_path / "catalogue.yml"
    monkeypatch.setattr("desk.commands.shop.CATALOGUE", catalogue)
    assert "parley catalogue" in parley("shop", "import", str(folder)).output
    lamp = Product("p1", "Lamp", "", "", [Variant("L-1", {"colour": "red"}, Decimal(20), None, 0)])
    write_catalogue([lamp], catalogue)
    assert "parley catalogue" not in parley("shop", "import", str(folder)).output
    (folder / "products.csv").write_text(PRODUCTS.replace("20.00", "25.00"))
    assert "parley catalogue" not in parley("shop", "import", str(folder)).output
    (folder / "products.csv").write_text(PRODUCTS.replace("red", "blue"))
    assert "parley catalogue" in parley("shop", "import", str(folder)).output


def test_an_erasure_is_asked_for_and_can_be_refused(folder: Path) -> None:
    parley("shop", "import", str(folder))
    refused = parley("customers", "erase", "c1", answer="n\n")
    assert refused.exit_code == 1
    assert parley("customers", "show", "c1").exit_code == 0
    done = parley("customers", "erase", "c1", "--why", "asked by letter", answer="y\n")
    assert done.exit_code == 0
    assert "1 in orders" in done.output
    gone = parley("customers", "show", "c1")
    assert (gone.exit_code, "There is no customer c1." in gone.output) == (1, True)
    assert parley("customers", "erase", "c1", "--yes").exit_code == 1


def test_the_history_of_consents_is_shown(folder: Path, tmp_path: Path) -> None:
    file = folder / "customers.csv"
    for answer in ("yes", "no"):
        file.write_text(f"id,name,email,newsletter\nc1,Ada Byron,ada@shop.test,{answer}\n")
        assert parley("customers", "import", str(file)).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "parley.db")) as connection, connection:
        connection.execute("UPDATE customer_consents SET wording = 'Send me [b]news' WHERE seq = 1")
    values = json.loads(parley("customers", "show", "c1", "--json").output)
    assert values["consents"] == {"newsletter": False, "facts": False}
    yes, no = values["consent_history"]
    assert yes | {"at": ""} == {
        "purpose": "newsletter",
        "is_given": True,
        "at": "",
        "source": "import",
        "wording": "Send me [b]news",
    }
    assert (no["is_given"], no["wording"]) == (False, "")
    assert yes["at"] < no["at"]
    page = " ".join(parley("customers", "show", "c1").output.split())
    assert f'newsletter: yes, {yes["at"]}, import, "Send me [b]news"' in page
    assert f"newsletter: no, {no['at']}, import" in page


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ([], ""),
        (["work"], "1 further address is not in it: CSV has no place for them."),
        (["work", "mum"], "2 further addresses are not in it: CSV has no place for them."),
    ],
)
def test_an_export_says_which_addresses_csv_leaves_out(
    labels: list[str], told: str, tmp_path: Path
) -> None:
    place = {"street": "1 Dock Road", "city": "Leeds", "postcode": "LS1 1AA", "country": "GB"}
    ada = {"id": "c1", "name": "Ada Byron", "email": "ada@shop.test"}
    file = tmp_path / "told.json"
    addresses = [place | {"label": label} for label in labels]
    file.write_text(json.dumps({"customers": [ada | {"addresses": addresses}]}))
    assert parley("customers", "import", str(file)).exit_code == 0
    as_csv = parley("customers", "export", str(tmp_path / "all.csv"))
    assert as_csv.exit_code == 0
    assert "holds 1 customer." in as_csv.output
    assert (told in as_csv.output) if told else ("not in it" not in as_csv.output)
    as_json = parley("customers", "export", str(tmp_path / "all.json"))
    assert (as_json.exit_code, "not in it" in as_json.output) == (0, False)


def test_files_of_other_kinds_are_refused(tmp_path: Path) -> None:
    failed = parley("customers", "export", str(tmp_path / "all.xlsx"))
    assert (failed.exit_code, ".csv or .json" in failed.output) == (1, True)
    failed = parley("customers", "export", str(tmp_path / "none" / "all.csv"))
    assert (failed.exit_code, "cannot be written" in failed.output) == (1, True)
    failed = parley("shop", "import", str(tmp_path / "none.json"))
    assert (failed.exit_code, "There is no such file" in failed.output) == (1, True)


def test_a_policy_that_cannot_be_used_is_named_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("[returns]\ndays_after_delivery = 'soon'\n")
    monkeypatch.setenv("PARLEY_SERVICE_POLICY", str(file))
    # A Parley that runs on this machine must not matter.
    for name in ("PARLEY_PORT", "PARLEY_ENGINE_PORT"):
        monkeypatch.setenv(name, str(free_port()))
    failed = parley("up")
    assert failed.exit_code == 1
    assert "returns.days_after_delivery" in failed.output
    assert not (tmp_path / "data" / "parley.db").exists()


def test_the_examples_in_the_guide_are_imported_as_they_stand(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "your-own-shop.md").read_text("utf-8")
    folder = tmp_path / "guide"
    folder.mkdir()
    names = []
    for block in guide.split("```csv ")[1:]:
        name, content = block.split("\n", 1)
        (folder / name).write_text(content.split("```")[0], "utf-8")
        names.append(name)
    assert {"products.csv", "customers.csv", "orders.csv", "order_items.csv"} <= set(names)
    done = parley("shop", "import", str(folder))
    assert done.exit_code == 0, done.output
    told = guide.split("```json shop.json\n")[1].split("```")[0]
    (tmp_path / "shop.json").write_text(told, "utf-8")
    done = parley("shop", "import", str(tmp_path / "shop.json"))
    assert done.exit_code == 0, done.output
