"""The planned run of a graph gives what Rasa's own run gives."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.engine_fixes import graph_run

RASAS_RUN = DaskGraphRunner.run


class Adds(GraphComponent):
    """Adds what it is given to the number in its configuration."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._number: int = config["number"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Adds:
        """Build the component."""
        return cls(config)

    def one(self, left: int) -> int:
        """Add one input."""
        return self._number + left

    def two(self, left: int, right: int) -> int:
        """Add two inputs."""
        return self._number + left + right

    def fail(self, left: int) -> int:
        """Fail as a component may."""
        raise RuntimeError(f"{left} is wrong")


def node(number: int, fn: str, **needs: str) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Adds, constructor_name="create", fn=fn, config={"number": number},
        eager=True,
    )  # fmt: skip


def runner(nodes: dict[str, SchemaNode], folder: Path) -> DaskGraphRunner:
    schema = GraphSchema(nodes)
    storage = LocalModelStorage.create(folder)
    return DaskGraphRunner.create(schema, storage, ExecutionContext(schema, "model"))


class PlannedRun(unittest.TestCase):
    """Each graph is run both ways."""

    def setUp(self) -> None:
        """Make a diamond of nodes, one beside it, and one that fails."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.runner = runner(
            {
                "top": node(1, "one", left="number"),
                "left": node(10, "one", left="top"),
                "right": node(100, "one", left="top"),
                "bottom": node(1000, "two", left="left", right="right"),
                "beside": node(5, "one", left="number"),
                "broken": node(0, "fail", left="number"),
            },
            Path(folder.name),
        )

    def both(self, targets: list[str], **inputs: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """The results of Rasa's run and of ours."""
        return (
            RASAS_RUN(self.runner, inputs=inputs, targets=targets),
            graph_run._run(self.runner, inputs=inputs, targets=targets),
        )

    def test_results_are_the_same(self) -> None:
        for targets in (["bottom"], ["beside"], ["bottom", "beside"], ["left", "top"]):
            for number in (0, 7):
                with self.subTest(targets=targets, number=number):
                    theirs, ours = self.both(targets, number=number)
                    assert ours == theirs

    def test_a_plan_serves_again_with_other_inputs(self) -> None:
        first = graph_run._run(self.runner, inputs={"number": 1}, targets=["bottom"])
        second = graph_run._run(self.runner, inputs={"number": 2}, targets=["bottom"])
        assert (first, second) == ({"bottom": 1114}, {"bottom": 1116})

    def test_only_what_the_targets_need_is_run(self) -> None:
        graph_run._run(self.runner, inputs={"number": 1}, targets=["beside"])

    def test_errors_are_the_same(self) -> None:
        for targets, inputs in ((["broken"], {"number": 1}), (["top"], {})):
            with self.subTest(targets=targets):
                raised = []
                for run in (RASAS_RUN, graph_run._run):
                    with self.assertRaises(Exception) as caught:
                        run(self.runner, inputs=inputs, targets=targets)
                    raised.append((type(caught.exception), str(caught.exception)))
                assert raised[0] == raised[1]

    def test_an_input_named_like_a_node_is_refused(self) -> None:
        for run in (RASAS_RUN, graph_run._run):
            with self.assertRaises(GraphRunError):
                run(self.runner, inputs={"number": "top"}, targets=["top"])


if __name__ == "__main__":
    unittest.main()
