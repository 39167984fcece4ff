"""The start page, where there is no demo shop; and who could answer there."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from desk.commands.preparation import has_agents
from desk.shop_name import shop_name
from tests.integration.desk_in_process import desk_in

pytestmark = pytest.mark.anyio


async def test_the_page_has_the_chat_and_what_it_names_is_there(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        page = await desk.http.get("/")
        assert page.status_code == 200
        assert "Harbour &amp; Pine" in page.text
        links = set(re.findall(r'(?:src|href)="(/[^"]*)"', page.text))
        assert {"/widget/parley.js", "/console", "/docs"} <= links
        for link in links:
            answer = await desk.http.get(link, follow_redirects=True)
            assert answer.status_code == 200, link
        shown = unescape(page.text.split("<pre")[1])
        assert f'src="{desk.services.settings.url}/widget/parley.js"' in shown
        assert 'data-title="Harbour &amp; Pine"></script>' in shown


async def test_whether_anybody_can_answer(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        assert not await has_agents(desk.services.database)
        await desk.services.agents.add("a@shop.test", "Ann", "long-enough-password")
        assert await has_agents(desk.services.database)


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("slots: {shop_name: {initial_value: Velo Boutique}}", "Velo Boutique"),
        ("slots: {}", "Your shop"),
        ("slots: [", "Your shop"),
        ("", "Your shop"),
    ],
)
async def test_the_name_is_the_one_that_the_assistant_says(
    domain: str, name: str, tmp_path: Path
) -> None:
    file = tmp_path / "dialogue.yml"
    file.write_text(domain)
    assert shop_name(file) == name
    assert shop_name(tmp_path / "none.yml") == "Your shop"
