"""Runs the graph of components in a plan made once, in place of Dask's scheduler.

Rasa asks Dask to schedule the same dozen of nodes in each turn, twice: it builds a minimal graph,
threads queues and caches through it, and runs the nodes one after the other in the end. That costs
more than some of the nodes. Here the order is worked out once for each set of targets.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

from bot.engine_fixes.versions import is_tested

Plan = list[tuple[str, list[str]]]


def apply() -> bool:
    """Put the planned run in place; False, and nothing changed, on an unknown Rasa."""
    if not is_tested("planned graph run"):
        return False
    DaskGraphRunner.run = _run
    return True


def _run(
    self: DaskGraphRunner,
    inputs: dict[str, Any] | None = None,
    targets: list[str] | None = None,
) -> dict[str, Any]:
    wanted = targets if targets else self._graph_schema.target_names
    outputs: dict[str, tuple[str, Any]] = {}
    for name, value in (inputs or {}).items():
        if isinstance(value, str) and value in self._instantiated_nodes:
            raise GraphRunError(
                f"Input value '{value}' clashes with a node name. Make sure that none of the input "
                "names passed to the `run` method are the same as node names in the graph schema."
            )
        outputs[name] = (name, value)
    try:
        for name, parents in _plan(self, tuple(wanted)):
            # A parent that nobody provides is passed on by its name, as Dask does.
            received = [outputs.get(parent, parent) for parent in parents]
            outputs[name] = self._instantiated_nodes[name](*received)
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(outputs[target] for target in wanted)


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> Plan:
    """The nodes that `targets` need, each after its parents."""
    plans: dict[tuple[str, ...], Plan] = runner.__dict__.setdefault("_parley_plans", {})
    if targets not in plans:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        plan: Plan = []
        placed: set[str] = set()

        def place(name: str) -> None:
            if name in placed or name not in nodes:
                return
            placed.add(name)
            parents = list(nodes[name].needs.values())
            for parent in parents:
                place(parent)
            plan.append((name, parents))

        for name in nodes:
            place(name)
        plans[targets] = plan
    return plans[targets]
