"""Phrases answers by a model, and keeps only what the passages say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.writer.breaker import CircuitBreaker
from desk.writer.endpoint import Endpoint, EndpointFailed
from desk.writer.hiding import Hiding, without_placeholders
from desk.writer.prompt import MOST_SENTENCES, prompts
from desk.writer.reply import CitedSentence, cited_sentences
from desk.writer.support import is_supported
from knowledge_base.conversation import Turn
from knowledge_base.passages import Passage

log = structlog.get_logger(__name__)

MOST_PASSAGES = 4


@dataclass(frozen=True)
class Written:
    """An answer of plain sentences, and the passages that say it, in the order of their use."""

    text: str
    passages: tuple[Passage, ...]
    dropped: int
    """Sentences of the model that no cited passage supports."""


class Writer:
    """Never raises for what the endpoint does: without a usable answer there is None."""

    def __init__(
        self,
        endpoint: Endpoint,
        encoder: SentenceEncoder,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._encoder = encoder
        self._breaker = breaker or CircuitBreaker()

    async def write(
        self,
        question: str,
        passages: Sequence[Passage],
        turns: Sequence[Turn] = (),
        names: Iterable[str] = (),
    ) -> Written | None:
        """The answer to `question` from `passages`, the best first; None: quote the best one.

        `turns` were said before it, the oldest first. `names` are the customer's, as far as known;
        they and whatever else says who somebody is are hidden from the endpoint.
        """
        passages = passages[:MOST_PASSAGES]
        if not passages or self._breaker.is_open:
            return None
        hiding = Hiding(names)
        try:
            reply = await self._endpoint.complete(prompts(question, passages, turns, hiding))
        except EndpointFailed as error:
            self._breaker.failed()
            log.warning("writer.failed", why=str(error), rests=self._breaker.is_open)
            return None
        self._breaker.succeeded()
        # Encoding is computation: in the event loop it would hold up everybody else's turn.
        written = await asyncio.to_thread(self._checked, reply, passages, hiding)
        log.info("writer.wrote", passages=len(written.passages), dropped=written.dropped)
        return written if written.text else None

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    def _checked(self, reply: str, passages: Sequence[Passage], hiding: Hiding) -> Written:
        """What is left of a reply."""
        sentences = list(cited_sentences(reply))
        kept: list[str] = []
        used: dict[Passage, None] = {}
        before: frozenset[int] = frozenset()
        for sentence in sentences[:MOST_SENTENCES]:
            text = self._kept(sentence, passages, hiding)
            # "It" behind a sentence that was dropped would be about something else.
            if text is None or (sentence.leans_back and not sentence.numbers & before):
                before = frozenset()
                continue
            kept.append(text)
            before = sentence.numbers
            used |= dict.fromkeys(passages[number - 1] for number in sorted(sentence.numbers))
        return Written(" ".join(kept), tuple(used), len(sentences) - len(kept))

    def _kept(
        self, sentence: CitedSentence, passages: Sequence[Passage], hiding: Hiding
    ) -> str | None:
        """A sentence with the customer's data put back; None if it must be dropped."""
        if not sentence.is_plain or not sentence.numbers:
            return None
        if not all(1 <= number <= len(passages) for number in sentence.numbers):
            return None
        cited = [passages[number - 1] for number in sorted(sentence.numbers)]
        if not is_supported(without_placeholders(sentence.text), cited, self._encoder):
            return None
        return hiding.restore(sentence.text)
