"""The rows that an import consists of, whichever files they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desk.importing.files import Columns, read_json
from desk.importing.problems import BrokenImport, Problem
from desk.importing.rows import Row, rows_in
from desk.shop.importing import csv_files, tau2

Advance = Callable[[int], None]
PARTS = ("products", "customers", "payment_methods", "orders")


@dataclass(frozen=True)
class ShopRows:
    """`customers` are not the shop's; whoever imports hands them to those who know customers.

    `is_whole` says that the files tell all about each order, also what they leave out.
    """

    products: list[Row] = field(default_factory=list)
    customers: list[Row] = field(default_factory=list)
    payment_methods: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    is_whole: bool = False

    @property
    def count(self) -> int:
        """All rows."""
        return sum(len(getattr(self, part)) for part in PARTS)


def read_shop(path: Path, customers: Columns, problems: list[Problem]) -> ShopRows:
    """The rows of a JSON file of our shape or of tau2's, or of a folder of CSV files.

    `customers` are the columns of a CSV file of theirs. Raises `BrokenImport` for what cannot be
    read at all; adds to `problems` what is wrong with one row.
    """
    if path.is_dir():
        return _parts(csv_files.read_folder(path, customers, problems))
    if path.suffix.lower() == ".csv":
        mend = "Give the folder: products.csv, orders.csv and order_items.csv belong together."
        raise BrokenImport([Problem(path.name, "", "", "is one CSV file of several.", mend)])
    told = read_json(path)
    if tau2.is_tau2(told):
        return _parts(tau2.rows_of(told, path.name, problems), is_whole=True)
    if not isinstance(told, dict) or not set(told) & set(PARTS):
        what = f"has none of these: {', '.join(PARTS)}."
        mend = "docs/your-own-shop.md shows the form."
        raise BrokenImport([Problem(path.name, "", "", what, mend)])
    for part in set(told) - set(PARTS):
        what, mend = "is not a part here.", f"These are: {', '.join(PARTS)}."
        problems.append(Problem(path.name, "", part, what, mend))
    return _parts(
        {part: rows_in(told[part], path.name, part, problems) for part in PARTS if part in told}
    )


def _parts(found: dict[str, list[Row]], is_whole: bool = False) -> ShopRows:
    rows = {part: found.get(part, []) for part in PARTS}
    return ShopRows(
        rows["products"], rows["customers"], rows["payment_methods"], rows["orders"], is_whole
    )
