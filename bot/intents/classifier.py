"""The intent classifier of config.yml."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder.featurizer import SentenceEncoderFeaturizer
from bot.encoder.sentence_encoder import shared_encoder
from bot.entities.detail import Detail
from bot.entities.details import known_words
from bot.fingerprint import fingerprint
from bot.intents.bare_detail import is_bare_detail
from bot.intents.model import UNCLEAR_AT, UNDERSTOOD_AT, IntentModel, Reading
from bot.intents.photo_words import only_points
from bot.intents.refusal import beside_refusal, refuses_person
from bot.intents.requests import ASK_PERSON, NOT_REQUESTS, Request, requests_of
from bot.intents.signs import SignIntents, is_letter
from bot.intents.vectors import Vectors
from bot.spelling.spelling import Spelling

OUT_OF_SCOPE = "out_of_scope"
BARE_DETAIL = "inform"
"""A message that holds details only; whether a form has asked for them is not known here."""
DENY = "deny"
"""Said by who wants no person: the likeliest intent of "I don't want to talk to a human" is not."""
UNCLEAR = "unclear"
"""Set when two intents are about equally likely, so that a rule can ask back."""
PHOTO_SENT = "photo_sent"
"""Set when a photo came with words that say nothing by themselves: "look", "here you go"."""

READING = "reading"
"""Key in a message's parse data: `{"outcome", "in_scope", "nearest_example"}`."""
REQUESTS = "requests"
"""Key in a message's parse data, only if it asks for more than one thing: a list of
`{"text", "intent", "entities", "only_if_refused"}` in the order said, of which the first is the
message's own. Where there were more than `MOST_REQUESTS`, the last has the texts of the others
under `LEFT_OUT`."""
ONLY_IF_REFUSED = "only_if_refused"
"""Key of a request: it is wanted only if the one before it turns out not to be possible."""
LEFT_OUT = "left_out"
MOST_REQUESTS = 3
"""Requests that are served one after the other; the customer is asked to make the others again."""

_RANKING_LENGTH = 10
_SIGNS_FILE = "signs.json"
_SPELLING_FILE = "spelling.json"
_SAY_SOMETHING = frozenset({"So", "Mn", "Mc", "Sk", "Cf"})
"""Pictograms and what belongs to them or to a letter."""
_NEED_CERTAINTY = frozenset({"affirm", "deny", "stop_job", "inform"})
"""What answers a question of ours is not guessed."""
_BESIDE_A_PHOTO = frozenset({OUT_OF_SCOPE, UNCLEAR, "small_talk", "greet", "thank"})
"""What the words are read as that only come along with a photo."""
_NOT_WORTH_ASKING = NOT_REQUESTS
"""If one of these is likeliest, it is taken for meant: nobody is asked "was that a greeting?"."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Reads the intent, or that it is unclear or out of scope; finds a second request.

    Every threshold but the two of the configuration comes from the training data.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The sentence encoder, on whose vectors everything rests."""
        return [SentenceEncoderFeaturizer]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """All our code: another one trains anew."""
        return fingerprint()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`understood_at`, `unclear_at`: probabilities, see config.yml."""
        return {"understood_at": UNDERSTOOD_AT, "unclear_at": UNCLEAR_AT}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
        signs: SignIntents | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._signs = signs or SignIntents()
        self._spelling = spelling or Spelling({}, ())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """The classifier that `train` stored."""
        with model_storage.read_from(resource) as folder:
            signs = SignIntents(json.loads((folder / _SIGNS_FILE).read_text("utf-8")))
            spelling = Spelling.load(folder / _SPELLING_FILE, known_words())
            model = IntentModel.load(folder)
        return cls(config, model_storage, resource, model, signs, spelling)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples; raises `TooFewIntents` if there is nothing to tell apart."""
        every = [
            example
            for example in training_data.intent_examples
            if example.get(INTENT) and example.get(TEXT)
        ]
        examples: list[Message] = []
        unknown: list[Message] = []
        for example in every:
            (examples if _has_words(example.get(TEXT)) else unknown).append(example)
        self._signs = SignIntents.of(
            [example.get(TEXT) for example in unknown],
            [example.get(INTENT) for example in unknown],
        )
        self._model = IntentModel.fit(
            [example.get(TEXT) for example in examples],
            np.stack([_vector(example) for example in examples]),
            [example.get(INTENT) for example in examples],
            encode=shared_encoder().encode,
            out_of_scope=OUT_OF_SCOPE,
            understood_at=self._config["understood_at"],
            unclear_at=self._config["unclear_at"],
        )
        self._spelling = Spelling.learn(
            [example.get(TEXT) for example in examples], _names_in(training_data), known_words()
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            self._spelling.save(folder / _SPELLING_FILE)
            (folder / _SIGNS_FILE).write_text(json.dumps(dict(self._signs.intents)), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent, ranking and reading to each message that the encoder has read."""
        for message in messages:
            _, sentence = message.get_dense_features(TEXT)
            if sentence is None or self._model is None:
                continue
            reading = self._reading(message.get(TEXT), sentence.features)
            rest = beside_refusal(message.get(TEXT)) if _refuses(message, reading) else ""
            self._note(message, self._read([rest])[0] if rest else reading)
        return messages

    def _note(self, message: Message, reading: Reading) -> None:
        ranking = [_named(*item) for item in reading.ranking[:_RANKING_LENGTH]]
        requests = requests_of(message.get(TEXT), self._read, _details(message))
        intent = ranking[0]
        outcome = "understood" if requests else reading.outcome
        if requests:
            intent = _named(requests[0].intent, requests[0].confidence)
            if len(requests) > 1:
                message.set(REQUESTS, _with_their_entities(requests, message), add_to_output=True)
        elif _refuses(message, reading):
            outcome, intent = "understood", _named(DENY, intent["confidence"])
        elif not _has_words(message.get(TEXT)):
            detail = BARE_DETAIL if self._is_bare_detail(message) else OUT_OF_SCOPE
            intent = _named(self._signs.of_message(message.get(TEXT)) or detail, 1.0)
            outcome = "out_of_scope" if intent["name"] == OUT_OF_SCOPE else "understood"
        elif not _says_anything(message):
            outcome, intent = "out_of_scope", _named(OUT_OF_SCOPE, 1.0)
        elif outcome != "understood" and self._is_bare_detail(message):
            # Only where the classifier is at a loss: "two mugs" may be a request that it knows.
            outcome, intent = "understood", _named(BARE_DETAIL, 1.0)
        elif outcome == "out_of_scope" or (
            outcome == "unclear" and intent["name"] in _NEED_CERTAINTY
        ):
            intent = _named(OUT_OF_SCOPE, 1 - reading.in_scope)
        elif outcome == "unclear" and intent["name"] not in _NOT_WORTH_ASKING:
            intent = _named(UNCLEAR, reading.in_scope)
        if _has_photo(message) and (
            intent["name"] in _BESIDE_A_PHOTO or only_points(message.get(TEXT))
        ):
            outcome, intent = "understood", _named(PHOTO_SENT, 1.0)
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set(
            READING,
            {
                "outcome": outcome,
                "in_scope": round(reading.in_scope, 4),
                "nearest_example": round(reading.nearest_example, 4),
            },
            add_to_output=True,
        )

    def _is_bare_detail(self, message: Message) -> bool:
        assert self._model is not None  # noqa: S101 - `process` asked already
        knows_the_intent = BARE_DETAIL in self._model.neighbourhood.intents
        return knows_the_intent and is_bare_detail(message.get(TEXT), message.get(ENTITIES, []))

    def _reading(self, text: str, features: Vectors) -> Reading:
        """What `text` asks for; `features` (1, dimensions) are those of the text as it stands."""
        assert self._model is not None  # noqa: S101 - `process` asked already
        if self._spelling.respelt(text) != text:
            return self._read([text])[0]
        return self._model.read([text], features)[0]

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        """What texts ask for, with the words in them that were meant."""
        assert self._model is not None  # noqa: S101 - `process` asked already
        respelt = [self._spelling.respelt(text) for text in texts]
        return self._model.read(respelt, shared_encoder().encode(respelt))


def _has_words(text: str) -> bool:
    """Whether the encoder can tell what is meant: not by a single letter, "b" is as near to "y"."""
    return not is_letter(text) and shared_encoder().knows_a_word(text)


def _says_anything(message: Message) -> bool:
    """Whether there is more than signs: "???" and `[1, {"b": 2}]` mean nothing by themselves."""
    marks = [mark for mark in message.get(TEXT) if not mark.isspace()]
    count = sum(mark.isalnum() or unicodedata.category(mark) in _SAY_SOMETHING for mark in marks)
    return 2 * count > len(marks) or (count > 0 and bool(message.get(ENTITIES)))


def _has_photo(message: Message) -> bool:
    """Whether the desk says that the message came with one."""
    return bool((message.get("metadata") or {}).get("photo"))


def _refuses(message: Message, reading: Reading) -> bool:
    """Whether the wish for a person that was read is the very opposite."""
    return reading.ranking[0][0] == ASK_PERSON and refuses_person(message.get(TEXT))


def _named(name: str, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": confidence}


def _details(message: Message) -> list[Detail]:
    """As the extractor found them."""
    text = message.get(TEXT)
    return [
        Detail(one["entity"], start, end, text[start:end], one.get("value", ""))
        for one in message.get(ENTITIES) or []
        for start, end in [(one["start"], one["end"])]
    ]


def _with_their_entities(requests: Sequence[Request], message: Message) -> list[dict[str, Any]]:
    """The requests that are kept, as parse data; entities of the later ones leave the message.

    "Cancel HP-104233 and where is HP-104871?" must not cancel the second order.
    """
    entities = message.get(ENTITIES, [])
    noted: list[dict[str, Any]] = []
    for place, request in enumerate(requests):
        part = request.part
        own = [item for item in entities if part.start <= item["start"] < part.end]
        noted.append(
            {
                "text": part.text,
                "intent": _named(request.intent, request.confidence),
                "entities": own,
                ONLY_IF_REFUSED: part.is_alternative,
            }
        )
        if place > 0:
            entities = [item for item in entities if item not in own]
    message.set(ENTITIES, entities, add_to_output=True)
    kept, left_out = noted[:MOST_REQUESTS], noted[MOST_REQUESTS:]
    if left_out:
        kept[-1][LEFT_OUT] = [request["text"] for request in left_out]
    return kept


def _names_in(training_data: TrainingData) -> list[str]:
    """What the lookup tables hold: the names of products and options."""
    tables = (table["elements"] for table in training_data.lookup_tables)
    return [line for lines in tables if isinstance(lines, list) for line in lines]


def _vector(message: Message) -> np.ndarray[Any, np.dtype[np.float32]]:
    _, sentence = message.get_dense_features(TEXT)
    return np.asarray(sentence.features[0], dtype=np.float32)
