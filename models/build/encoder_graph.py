"""A BERT sentence encoder as an ONNX graph with 8-bit weights, written node by node.

Written by hand rather than exported, for three reasons. The same weights give the same bytes. The
attention, the skip connections and the GELU are single nodes of ONNX Runtime. And the inputs of
each product are quantised *row by row*: ONNX Runtime's own dynamic quantisation takes one scale for
the whole batch, so that a sentence's vector depends on the sentences encoded beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

CONTRIB = "com.microsoft"
OPSET = 18
IR_VERSION = 8  # old enough for every ONNX Runtime that the engine or the desk may have
LAYER_NORM_EPSILON = 1e-12
INT8_LIMIT = 127


@dataclass
class _Nodes:
    """The nodes and constants of a graph under construction."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def constant(self, name: str, values: NDArray[np.generic] | np.generic) -> str:
        if name not in self.constants:
            array = np.ascontiguousarray(values).reshape(np.shape(values))
            self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def add(
        self,
        operator: str,
        *inputs: str,
        output: str | None = None,
        domain: str = "",
        **attributes: object,
    ) -> str:
        name = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(operator, list(inputs), [name], name, domain=domain, **attributes)
        )
        return name

    def split(self, value: str, parts: int) -> list[str]:
        names = [f"Split_{len(self.nodes)}_{part}" for part in range(parts)]
        node = helper.make_node("Split", [value], names, names[0], axis=-1, num_outputs=parts)
        self.nodes.append(node)
        return names


def sentence_encoder_graph(
    weights: Weights, *, layers: int, heads: int, max_tokens: int, shared_layers: int
) -> onnx.ModelProto:
    """Build token ids in, unit vectors out, from the weights of a BERT without a pooling head.

    Inputs `input_ids` and `attention_mask`, int64 of shape (batch, tokens). Outputs, float32:
    `embedding` (batch, hidden), the mean over the real tokens, scaled to length 1, and `shared`
    (batch, tokens, hidden), what the first `shared_layers` layers make of the tokens.
    """
    graph = _Nodes()
    hidden = _embed(graph, weights, max_tokens)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    for layer in range(layers):
        if layer == shared_layers:
            graph.add("Identity", hidden, output="shared")
        hidden = _layer(graph, weights, layer, hidden, mask, heads)
    graph.add("LpNormalization", _sum_of_tokens(graph, hidden), output="embedding", axis=-1, p=2)
    size = weights["embeddings.LayerNorm.weight"].shape[0]
    return _model(
        graph,
        "sentence_encoder",
        inputs=[_ids("input_ids"), _ids("attention_mask")],
        outputs=[
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", size]),
            helper.make_tensor_value_info("shared", TensorProto.FLOAT, ["batch", "tokens", size]),
        ],
    )


def branch_graph(
    weights: Weights, *, layers: range, heads: int, outputs: Mapping[str, str]
) -> onnx.ModelProto:
    """Build a branch that goes on from the encoder's `shared` output with layers of its own.

    Inputs `shared`, float32 (batch, tokens, hidden), and `attention_mask`, int64 (batch, tokens).
    `outputs` maps the name of each output, float32 (batch, rows), to the name of the linear head
    that makes it from the mean over the real tokens.
    """
    graph = _Nodes()
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    hidden = "shared"
    for layer in layers:
        hidden = _layer(graph, weights, layer, hidden, mask, heads)
    total = _sum_of_tokens(graph, hidden)
    last = graph.constant("last", np.array([1], dtype=np.int64))
    count = graph.add("ReduceSum", "attention_mask", last, keepdims=1)
    mean = graph.add("Div", total, graph.add("Cast", count, to=TensorProto.FLOAT))
    described = []
    for output, head in outputs.items():
        matrix, bias = weights[f"{head}.weight"], weights[f"{head}.bias"]
        columns = graph.constant(f"{head}.weight", matrix.T)
        graph.add("Gemm", mean, columns, graph.constant(f"{head}.bias", bias), output=output)
        described.append(
            helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", len(bias)])
        )
    size = weights[f"encoder.layer.{layers[0]}.output.LayerNorm.weight"].shape[0]
    shared = helper.make_tensor_value_info("shared", TensorProto.FLOAT, ["batch", "tokens", size])
    return _model(graph, "branch", inputs=[shared, _ids("attention_mask")], outputs=described)


def _ids(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])


def _model(
    graph: _Nodes,
    name: str,
    inputs: list[onnx.ValueInfoProto],
    outputs: list[onnx.ValueInfoProto],
) -> onnx.ModelProto:
    return helper.make_model(
        helper.make_graph(graph.nodes, name, inputs, outputs, list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)],
        ir_version=IR_VERSION,
        producer_name="parley",
    )


def _embed(graph: _Nodes, weights: Weights, max_tokens: int) -> str:
    words, scales = _quantise(weights["embeddings.word_embeddings.weight"], axis=1)
    looked_up = graph.add("Gather", graph.constant("words", words), "input_ids")
    scale = graph.add("Gather", graph.constant("words.scale", scales), "input_ids")
    vectors = graph.add("Mul", graph.add("Cast", looked_up, to=TensorProto.FLOAT), scale)
    # A text is one segment, so that segment's vector is added to the positions here, once.
    places = weights["embeddings.position_embeddings.weight"][:max_tokens]
    places = places + weights["embeddings.token_type_embeddings.weight"][0]
    count = graph.add("Shape", "input_ids", start=1, end=2)
    start = graph.constant("first", np.array([0], dtype=np.int64))
    position = graph.add("Slice", graph.constant("positions", places), start, count)
    return graph.add(
        "LayerNormalization",
        graph.add("Add", vectors, position),
        graph.constant("embeddings.norm", weights["embeddings.LayerNorm.weight"]),
        graph.constant("embeddings.norm.bias", weights["embeddings.LayerNorm.bias"]),
        axis=-1,
        epsilon=LAYER_NORM_EPSILON,
    )


def _layer(graph: _Nodes, weights: Weights, layer: int, hidden: str, mask: str, heads: int) -> str:
    name = f"encoder.layer.{layer}."
    return _feed_forward(graph, weights, name, _attend(graph, weights, name, hidden, mask, heads))


def _attend(graph: _Nodes, weights: Weights, layer: str, hidden: str, mask: str, heads: int) -> str:
    parts = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
    matrix = np.concatenate([weights[f"{part}.weight"] for part in parts])
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    mixed = graph.add(
        "MultiHeadAttention",
        *graph.split(_product(graph, hidden, f"{layer}attention.self", matrix), 3),
        graph.constant(f"{layer}attention.self.bias", bias),
        mask,
        domain=CONTRIB,
        num_heads=heads,
    )
    return _add_and_norm(graph, weights, f"{layer}attention.output", mixed, hidden)


def _feed_forward(graph: _Nodes, weights: Weights, layer: str, hidden: str) -> str:
    name = f"{layer}intermediate.dense"
    wide = graph.add(
        "BiasGelu",
        _product(graph, hidden, name, weights[f"{name}.weight"]),
        graph.constant(f"{name}.bias", weights[f"{name}.bias"]),
        domain=CONTRIB,
    )
    return _add_and_norm(graph, weights, f"{layer}output", wide, hidden)


def _add_and_norm(graph: _Nodes, weights: Weights, block: str, value: str, skip: str) -> str:
    """Project `value`, add `skip` and normalise: how both halves of a layer end."""
    projected = _product(graph, value, f"{block}.dense", weights[f"{block}.dense.weight"])
    bias = graph.constant(f"{block}.dense.bias", weights[f"{block}.dense.bias"])
    # One node could do all of it, but takes several times as long in ONNX Runtime 1.31.
    return graph.add(
        "LayerNormalization",
        graph.add("Add", graph.add("Add", projected, bias), skip),
        graph.constant(f"{block}.norm", weights[f"{block}.LayerNorm.weight"]),
        graph.constant(f"{block}.norm.bias", weights[f"{block}.LayerNorm.bias"]),
        axis=-1,
        epsilon=LAYER_NORM_EPSILON,
    )


def _sum_of_tokens(graph: _Nodes, hidden: str) -> str:
    """The sum over the real tokens; scaled to length 1 it is the same vector as their mean."""
    last = graph.constant("last_axis", np.array([2], dtype=np.int64))
    tokens = graph.constant("token_axis", np.array([1], dtype=np.int64))
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    kept = graph.add("Mul", hidden, graph.add("Unsqueeze", mask, last))
    return graph.add("ReduceSum", kept, tokens, keepdims=0)


def _product(graph: _Nodes, value: str, name: str, matrix: NDArray[np.float32]) -> str:
    """`value` times the transpose of `matrix` (outputs, inputs), in 8-bit integers.

    The weights have a scale for each output, the values one for each row. Values are unsigned with
    128 for zero: that pairing is the fast one on processors with AVX2 only.
    """
    integers, scales = _quantise(matrix, axis=1)
    unit = graph.constant("unit_scale", np.float32(1))
    middle = graph.constant("middle", np.uint8(128))
    zero = graph.constant("zero", np.int8(0))
    inner = graph.constant("inner_axis", np.array([-1], dtype=np.int64))
    largest = graph.add("ReduceMax", graph.add("Abs", value), inner, keepdims=1)
    step = graph.constant("step", np.float32(1 / INT8_LIMIT))
    row_scale = graph.add("Mul", largest, step)
    rows = graph.add("QuantizeLinear", graph.add("Div", value, row_scale), unit, middle)
    columns = graph.constant(f"{name}.weight", integers.T)
    total = graph.add("MatMulInteger", rows, columns, middle, zero)
    scaled = graph.add("Mul", graph.add("Cast", total, to=TensorProto.FLOAT), row_scale)
    return graph.add("Mul", scaled, graph.constant(f"{name}.scale", scales.reshape(-1)))


def _quantise(
    matrix: NDArray[np.float32], axis: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round to integers in -127…127 with one scale along `axis`; a row of zeros gets scale 1."""
    scales = np.abs(matrix).max(axis=axis, keepdims=True) / np.float32(INT8_LIMIT)
    scales = np.where(scales == 0, 1, scales).astype(np.float32)
    return np.rint(matrix / scales).astype(np.int8), scales
