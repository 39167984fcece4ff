"""Fine-tunes the frustration model's own upper layers, which share the encoder's lower ones."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from models.build.encoder_tuning import freeze_lower_layers, pace
from models.build.frustration_data import MASKED_NAME, Comment, with_name
from models.build.training_texts import hastily_typed

STEPS = 1_100
_COMMENTS, _TURNS, _CALM = 12, 28, 4
"""Texts of a step: GoEmotions, our rated turns, texts that are known to be calm."""
_LEARNING_RATE = 8e-5
_HEADS_FASTER = 10
_WARM_UP = 60
_MAX_TOKENS = 64
_ROUGHENED = 0.4
_OWN_CALM = 0.3
_NAMED = 0.25
"""Share of the texts that get a name drawn at random; those with masked names always do."""
_SEED = 7
_HIGHEST_RATING = 4.0

Reading = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Logits of emotions (texts, emotions), polarity (texts, 3) and rating (texts,)."""


@dataclass(frozen=True)
class Sources:
    """What is learned from; `turns` are texts with their ratings 0–4."""

    comments: Sequence[Comment]
    emotions: int
    turns: Sequence[tuple[str, float]]
    calm_messages: Sequence[str]
    calm_turns: Sequence[str]
    names: Sequence[str]


class FrustrationNet(nn.Module):  # type: ignore[misc]
    """The transformer with three linear heads: emotions, polarity, and the rating."""

    def __init__(self, source: Path, emotions: int) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(source)
        size = self.transformer.config.hidden_size
        self.emotions = nn.Linear(size, emotions)
        self.polarity = nn.Linear(size, 3)
        self.rating = nn.Linear(size, 1)
        freeze_lower_layers(self.transformer)

    def forward(self, batch: dict[str, torch.Tensor]) -> Reading:
        """Read a tokenised batch."""
        hidden = self.transformer(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.emotions(mean), self.polarity(mean), self.rating(mean)[:, 0]


def tuned_weights(
    source: Path, sources: Sources, steps: int = STEPS
) -> dict[str, NDArray[np.float32]]:
    """Train; the weights by their published names, and those of the heads.

    Takes 20 to 40 minutes on one core.
    """
    random = Random(_SEED)  # noqa: S311 - for training, not for secrets
    torch.manual_seed(_SEED)
    tokenizer = AutoTokenizer.from_pretrained(source)
    net = FrustrationNet(source, sources.emotions).train()
    body = [value for value in net.transformer.parameters() if value.requires_grad]
    heads = [value for name, value in net.named_parameters() if not name.startswith("transformer.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": _LEARNING_RATE},
            {"params": heads, "lr": _LEARNING_RATE * _HEADS_FASTER},
        ],
        weight_decay=0.01,
    )
    highest = [group["lr"] for group in optimiser.param_groups]
    comments = _endless(sources.comments, random)
    turns = _endless(sources.turns, random)
    started, losses = time.monotonic(), []
    for step in range(steps):
        for group, rate in zip(optimiser.param_groups, highest, strict=True):
            group["lr"] = rate * pace(step, steps, _WARM_UP)
        drawn = [next(comments) for _ in range(_COMMENTS)]
        rated = [next(turns) for _ in range(_TURNS)]
        rated += [(_calm_text(sources, random), 0.0) for _ in range(_CALM)]
        # The two kinds by themselves: comments are shorter, and all texts of a batch cost as much
        # as its longest.
        told, heard = (
            net(_batch(tokenizer, [_as_typed(text, sources.names, random) for text in texts]))
            for texts in ([comment.text for comment in drawn], [text for text, _ in rated])
        )
        loss = _loss(told, heard, drawn, rated, sources.emotions)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimiser.step()
        losses.append(loss.item())
        if (step + 1) % 50 == 0:
            mean, spent = np.mean(losses[-50:]), time.monotonic() - started
            print(f"step {step + 1} of {steps}, loss {mean:.3f}, {spent:.0f} s", flush=True)
    return {
        name.removeprefix("transformer."): tensor.numpy().astype(np.float32)
        for name, tensor in net.state_dict().items()
        if tensor.is_floating_point()
    }


def _as_typed(text: str, names: Sequence[str], random: Random) -> str:
    if random.random() < _NAMED or MASKED_NAME in text:
        text = with_name(text, random.choice(names), random)
    return hastily_typed(text, random) if random.random() < _ROUGHENED else text


def _calm_text(sources: Sources, random: Random) -> str:
    own = random.random() < _OWN_CALM
    return random.choice(sources.calm_messages if own else sources.calm_turns)


def _batch(tokenizer: Any, texts: list[str]) -> dict[str, torch.Tensor]:
    batch: dict[str, torch.Tensor] = tokenizer(
        texts, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt"
    )
    return batch


def _loss(
    told: Reading,
    heard: Reading,
    drawn: list[Comment],
    rated: list[tuple[str, float]],
    emotions: int,
) -> torch.Tensor:
    """`told` is what was read of the comments `drawn`, `heard` of the turns `rated`."""
    emotion, polarity, rating = told
    true_emotions = torch.zeros(len(drawn), emotions)
    for row, comment in enumerate(drawn):
        true_emotions[row, comment.emotions] = 1
    guessed = torch.tensor([comment.rating / _HIGHEST_RATING for comment in drawn])
    given = torch.tensor([value / _HIGHEST_RATING for _, value in rated])
    true_polarity = torch.tensor([comment.polarity for comment in drawn])
    return (
        4.0 * functional.binary_cross_entropy_with_logits(emotion, true_emotions)
        + 0.5 * functional.cross_entropy(polarity, true_polarity)
        + 0.5 * functional.binary_cross_entropy_with_logits(rating, guessed)
        + 2.0 * functional.binary_cross_entropy_with_logits(heard[2], given)
    )


def _endless(items: Sequence[Any], random: Random) -> Iterator[Any]:
    while True:
        yield from random.sample(items, len(items))
