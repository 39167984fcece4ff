"""Goals are read, and what is wrong with them is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from desk.settings import ROOT
from desk.simulation.effort import least_turns
from desk.simulation.goal import DETAILS, Expect, Goal, Job, Request, Style
from desk.simulation.goal_files import InvalidGoals, read_goals

GOALS = ROOT / "tests" / "goals"


def a_goal(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


def test_our_own_goals_are_many_and_cover_every_job_and_style() -> None:
    demo, tau2 = read_goals([GOALS / "demo"]), read_goals([GOALS / "tau2"])
    assert len(demo) >= 60
    assert len(tau2) >= 40
    assert {request.job for goal in demo for request in goal.requests} == set(Job)
    assert {goal.style for goal in demo} == set(Style)
    ways = {
        "refusals": [r for g in demo for r in g.requests if r.expected is Expect.REFUSED],
        "digressions": [r for g in demo for r in g.requests if r.digress],
        "corrections": [r for g in demo for r in g.requests if r.first_says],
        "changes of mind": [r for g in demo for r in g.requests if r.change_mind],
        "alternatives": [r for g in demo for r in g.requests if r.if_refused],
        "together": [r for g in demo for r in g.requests if r.together_with_next],
        "not signed in": [g for g in demo if not g.customer.signed_in],
        "an answer that did not help": [r for g in demo for r in g.requests if r.helped is False],
        "bad ratings": [g for g in demo if g.rates is not None and g.rates <= 2],
    }
    assert all(ways.values()), ways


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: a\ncustomer: {id: c}\nrequests:\n  - {job: cancle}\n", 4, "requests.0.job"),
        ("- name: a\n  customer: {id: c}\n  requets: []\n", 3, "requets"),
        ("- name: a\n  customer: {}\n  requests: [{job: cancel}]\n", 2, "an `id`"),
        ("name: a\ncustomer: {id: c}\nrequests: [{job: ask}]\n", 3, "the customer's words"),
        (
            "name: a\ncustomer: {id: c}\nrequests: [{job: cancel}]\n"
            "end_state:\n  actions:\n    - {cancel_everything: {}}\n",
            6,
            "an action is one of cancel_pending_order",
        ),
        (
            "name: a\ncustomer: {id: c}\nrequests:\n  - job: cancel\n    digress:\n"
            "      at: never\n      say: hm\n",
            6,
            "digress",
        ),
        ("name: [a\n", 1, "this is no YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = a_goal(tmp_path / "goals.yml", text)
    with pytest.raises(InvalidGoals) as told:
        read_goals([file])
    assert words in str(told.value)
    if "no YAML" not in words:
        assert f"{file}:{line}: " in str(told.value)


def test_names_are_told_apart_and_files_have_to_be_there(tmp_path: Path) -> None:
    goal = "name: a\ncustomer: {id: c}\nrequests: [{job: cancel}]\n"
    a_goal(tmp_path / "one.yml", goal)
    a_goal(tmp_path / "two.yaml", f"- {goal.replace(chr(10), chr(10) + '  ')}")
    with pytest.raises(InvalidGoals, match='several goals named "a"'):
        read_goals([tmp_path])
    with pytest.raises(InvalidGoals, match="no such file"):
        read_goals([tmp_path / "three.yml"])
    with pytest.raises(InvalidGoals, match="no goals there"):
        read_goals([a_goal(tmp_path / "none.yml", "")])


def test_numbers_in_yaml_are_the_signs_that_were_written() -> None:
    told = {"name": 1, "customer": {"id": "c", "postcode": 85033}, "requests": [{"job": "cancel"}]}
    goal = Goal.model_validate(told)
    assert (goal.name, goal.customer.postcode) == ("1", "85033")


def test_a_logged_tool_call_is_an_action() -> None:
    call = {"name": "cancel_pending_order", "arguments": {"order_id": "#W1", "reason": "x"}}
    told = {"name": "a", "customer": {"id": "c"}, "requests": [{"job": "cancel"}]}
    goal = Goal.model_validate(told | {"end_state": {"actions": [call]}})
    assert goal.end_state.actions[0].one[0] == "cancel_pending_order"
    with pytest.raises(ValidationError):
        Goal.model_validate(told | {"end_state": {"actions": [{"a": {}, "b": {}}]}})


def turns(**request: object) -> int:
    return least_turns(Request.model_validate(request))


def test_a_skilled_agent_asks_for_each_untold_detail_and_a_yes() -> None:
    full = {"job": "cancel", "order": "HP-104251", "reason": "no longer needed"}
    assert turns(**full) == 2
    assert turns(**full, tells="one_at_a_time") == 4
    assert turns(**full, confirm=False) == 2
    assert turns(**full, expect="refused") == 1
    assert turns(**full, digress={"at": "confirm", "say": "hm?"}) == 3
    assert turns(**full, change_mind={"to": "stop"}) == 2
    assert turns(job="order_status", order="unknown") == 2
    assert turns(job="list_orders") == 1


def test_every_key_of_a_goal_is_documented() -> None:
    page = (ROOT / "docs" / "simulate.md").read_text("utf-8")
    for model in (Goal, Request):
        for name in model.model_fields:
            assert f"`{name}`" in page, f"docs/simulate.md lacks `{name}`"
    assert all(f"`{job.value}`" in page for job in Job)
    assert set(DETAILS) <= set(Request.model_fields)
