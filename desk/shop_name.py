"""The shop's name, which stands in one place: where the assistant has it from."""

from __future__ import annotations

from pathlib import Path

import yaml

from desk.settings import ROOT

DOMAIN = ROOT / "domain" / "dialogue.yml"
_NO_NAME = "Your shop"


def shop_name(domain: Path = DOMAIN) -> str:
    """What the slot `shop_name` holds at first; general words where there is none."""
    try:
        name = yaml.safe_load(domain.read_text("utf-8"))["slots"]["shop_name"]["initial_value"]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return _NO_NAME
    return str(name or _NO_NAME)
