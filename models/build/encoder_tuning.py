"""Fine-tunes the sentence encoder so that messages that ask for the same thing lie closer together.

Contrastive: in each step pairs of texts of one intent, or a question and its answer, are drawn
together and pushed away from all other texts of the step. All intents of a step come from one
company, so that what sets them apart is what sets apart the intents of a company. Three things keep
the encoder good at what it was not tuned on: the word vectors and the lower layers stay as they
are, similarities are held near those of the stock encoder, and the result is the mean of stock and
tuned weights (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from models.build.training_texts import (
    IntentSet,
    hastily_typed,
    intent_sets,
    questions_and_answers,
)

FROZEN_LAYERS = 3
"""Word vectors and the layers below this one stay as published; the frustration model shares them.
"""
STEPS = 850
PAIRS = 48
TUNED_SHARE = 0.7
"""How far the result goes from the stock weights (0) to the tuned ones (1)."""

_LEARNING_RATE = 3e-5
_WARM_UP = 50
_SHARPNESS = 20.0
_STAY_NEAR_STOCK = 10.0
_SHARE_OF_ANSWERS = 0.25
_MAX_TOKENS = 64
_DROPOUT = 0.05
_SEED = 13

Batch = tuple[list[str], list[str], list[str]]
"""Roughened and plain texts, and the label of each: equal labels belong together."""


def tuned_weights(
    source: Path, data: Path, leave_out: frozenset[str] = frozenset(), steps: int = STEPS
) -> dict[str, NDArray[np.float32]]:
    """Tune the encoder in `source` on the sets in `data`; the weights by their published names.

    The same data give the same weights on the same kind of machine. Takes 10 to 15 minutes on two
    cores.
    """
    random = Random(_SEED)  # noqa: S311 - for training, not for secrets
    torch.manual_seed(_SEED)
    tokenizer = AutoTokenizer.from_pretrained(source)
    stock = AutoModel.from_pretrained(source).eval()
    model = AutoModel.from_pretrained(source).train()
    freeze_lower_layers(model)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = _DROPOUT
    sets = intent_sets(data, leave_out)
    pairs = questions_and_answers(data)
    learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=_LEARNING_RATE, weight_decay=0.01)
    started, losses = time.monotonic(), []
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = _LEARNING_RATE * pace(step, steps, _WARM_UP)
        roughened, plain, labels = _batch(sets, pairs, random)
        vectors = embed(model, tokenizer, roughened)
        with torch.no_grad():
            before = embed(stock, tokenizer, plain)
        loss = _contrastive_loss(vectors, labels)
        drift = ((vectors @ vectors.T - before @ before.T) ** 2).mean()
        optimiser.zero_grad()
        (loss + _STAY_NEAR_STOCK * drift).backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        losses.append(loss.item())
        if (step + 1) % 50 == 0:
            mean, spent = np.mean(losses[-50:]), time.monotonic() - started
            print(f"step {step + 1} of {steps}, loss {mean:.3f}, {spent:.0f} s", flush=True)
    tuned, published = model.state_dict(), stock.state_dict()
    return {
        name: (
            TUNED_SHARE * tuned[name] + (1 - TUNED_SHARE) * published[name]
        ).numpy().astype(np.float32)
        for name in published
        if published[name].is_floating_point()
    }  # fmt: skip


def freeze_lower_layers(model: torch.nn.Module) -> None:
    """Leave word vectors and lower layers as they are."""
    frozen = ("embeddings.", *(f"encoder.layer.{layer}." for layer in range(FROZEN_LAYERS)))
    for name, parameter in model.named_parameters():
        if name.startswith(frozen):
            parameter.requires_grad = False


def pace(step: int, steps: int, warm_up: int) -> float:
    """Share of the learning rate at a step: rises, then falls in a line."""
    return min(1.0, (step + 1) / warm_up) * max(0.02, 1 - step / steps)


def embed(model: torch.nn.Module, tokenizer: object, texts: list[str]) -> torch.Tensor:
    """Unit vectors, (texts, 384)."""
    batch = tokenizer(  # type: ignore[operator]
        texts, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt"
    )
    hidden = model(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).float()
    return functional.normalize((hidden * mask).sum(1), dim=1)


def _batch(sets: list[IntentSet], pairs: list[tuple[str, str]], random: Random) -> Batch:
    drawn: list[tuple[str, str, str]] = []
    if random.random() < _SHARE_OF_ANSWERS:
        drawn += [(question, answer, answer) for question, answer in random.sample(pairs, PAIRS)]
    else:
        (chosen,) = random.choices(sets, [item.weight for item in sets])
        intents = list(chosen.texts)
        if len(intents) >= PAIRS:
            intents = random.sample(intents, PAIRS)
        else:
            intents = random.choices(intents, k=PAIRS)
        for intent in intents:
            first, second = random.sample(chosen.texts[intent], 2)
            drawn.append((first, second, intent))
    firsts = [first for first, _, _ in drawn]
    seconds = [second for _, second, _ in drawn]
    labels = [label for _, _, label in drawn]
    roughened = [hastily_typed(text, random) for text in firsts]
    return roughened + seconds, firsts + seconds, labels + labels


def _contrastive_loss(vectors: torch.Tensor, labels: list[str]) -> torch.Tensor:
    """Supervised contrastive loss (Khosla et al. 2020) over all texts of the step."""
    itself = torch.eye(len(labels), dtype=torch.bool)
    number = {label: index for index, label in enumerate(dict.fromkeys(labels))}
    kind = torch.tensor([number[label] for label in labels])
    same = (kind[:, None] == kind[None, :]) & ~itself
    similarity = (vectors @ vectors.T * _SHARPNESS).masked_fill(itself, -1e4)
    log_probability = similarity - torch.logsumexp(similarity, 1, keepdim=True)
    return -((log_probability * same).sum(1) / same.sum(1)).mean()
