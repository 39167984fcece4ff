"""Learning from the bot's training messages what a question is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.article import Article
from knowledge_base.index import intents, store
from knowledge_base.index.intents import Intents, Messages, learn_intents
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.rows import Encodings
from tests.unit.knowledge_home import a_home, synced
from tests.word_encoder import WordEncoder

ENCODER = WordEncoder()
MESSAGES = {
    "pay": ["is amex fine", "do you take amex", "paypal possible", "can i use a card"],
    "send": ["when is it here", "where is the box", "box not here", "is the van late"],
}
PAYING = Article(
    "paying", "Paying", "/help/paying", "Cards and PayPal.", asked_as=("paypal possible here",)
)
SENDING = Article(
    "sending", "Sending", "/help/sending", "In two days.", asked_as=("where is the box now",)
)


def learnt(messages: Messages = MESSAGES, earlier: Intents | None = None) -> Intents:
    found = learn_intents(messages, Encodings(ENCODER), earlier)
    assert found is not None
    return found


def likely(found: Intents, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return found.likely(text, ENCODER.encode([text])[0])


def index_of(messages: Messages, earlier: KnowledgeIndex | None = None) -> KnowledgeIndex:
    return KnowledgeIndex.build([PAYING, SENDING], ENCODER, earlier=earlier, messages=messages)


def pulls(index: KnowledgeIndex, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    assert index.learnt is not None
    return index.learnt.pulls(text, ENCODER.encode([text])[0])


def test_what_is_wanted_is_told_apart() -> None:
    found = learnt()
    pay, send = likely(found, "do you take amex cards"), likely(found, "where is it, not here")
    assert pay[0] > pay[1] + 0.5
    assert send[1] > send[0] + 0.5
    assert np.linalg.norm(pay) == pytest.approx(1, abs=1e-5)


def test_many_texts_are_read_as_one_by_one() -> None:
    found = learnt()
    texts = ["do you take amex cards", "", "where? WHERE?", "zebra"]
    each = found.likely_of_each(texts, ENCODER.encode(texts))
    assert each == pytest.approx(np.stack([likely(found, text) for text in texts]), abs=1e-5)


def test_a_question_is_pulled_to_an_article_that_it_shares_no_word_with() -> None:
    asked = "amex fine"
    to_paying, to_sending, _ = pulls(index_of({}), asked)
    assert to_paying == pytest.approx(to_sending, abs=0.1)
    to_paying, to_sending, _ = pulls(index_of(MESSAGES), asked)
    assert to_paying > to_sending + 0.2


def test_what_was_learnt_is_stored(tmp_path: Path) -> None:
    index = index_of(MESSAGES)
    with store.locked(tmp_path):
        store.save(index, tmp_path)
    assert pulls(store.load(tmp_path), "is amex fine") == pytest.approx(
        pulls(index, "is amex fine")
    )


def test_the_same_messages_are_not_learnt_again_and_changed_ones_are() -> None:
    first = index_of(MESSAGES)
    assert index_of(MESSAGES, first).learnt is first.learnt
    assert first.learnt is not None
    moved = {"pay": MESSAGES["pay"][:-1], "send": [*MESSAGES["send"], MESSAGES["pay"][-1]]}
    ENCODER.encoded = 0
    second = index_of(moved, first).learnt
    assert ENCODER.encoded == 0
    assert second is not None
    assert second.intents is not None
    assert second.intents is not first.learnt.intents
    assert index_of({}, first).learnt is not first.learnt


@pytest.mark.parametrize("messages", [{}, {"pay": ["amex"]}, {"pay": ["amex"], "send": []}])
def test_one_intent_tells_nothing(messages: Messages) -> None:
    assert learn_intents(messages, Encodings(ENCODER), None) is None
    assert pulls(index_of(messages), "amex") == pytest.approx(pulls(index_of({}), "amex"))


def test_of_too_many_messages_each_intent_keeps_its_first_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intents, "MOST_MESSAGES", 4)
    assert learnt().digest == learnt({name: MESSAGES[name][:2] for name in MESSAGES}).digest
    monkeypatch.setattr(intents, "MOST_MESSAGES", 1)
    assert learn_intents(MESSAGES, Encodings(ENCODER), None) is None


def test_an_intent_with_few_messages_is_not_crowded_out() -> None:
    crowd = {"send": [f"where is box {number}" for number in range(30)], "pay": ["amex please"]}
    found = learnt(crowd)
    send, pay = likely(found, "amex please now")
    assert pay > send


def test_an_index_follows_a_change_of_the_training_messages(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    (home / "articles" / "pay.md").write_text("---\ntitle: Pay\nasked_as: [cards]\n---\nYes.\n")
    (home / "nlu").mkdir()
    form = "nlu:\n- intent: a\n  examples: |\n    - {}\n- intent: b\n  examples: |\n    - wool\n"
    (home / "nlu" / "a.yml").write_text(form.format("card"))
    synced(home)
    assert synced(home).was_current
    (home / "nlu" / "a.yml").write_text(form.format("another card"))
    report = synced(home)
    assert not report.was_current
    assert report.changed == ()
    found = store.load(home / "index").learnt
    assert found is not None
    assert found.intents is not None
    assert synced(home).was_current


def test_what_changes_no_message_changes_nothing(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    (home / "nlu" / "x.yml").mkdir(parents=True)
    (home / "nlu" / "a.yml").write_text("nlu: [{intent: a, examples: '- card'}]")
    synced(home)
    (home / "nlu" / "a.yml").write_text("nlu: [{intent: a, examples: '- other'}]")
    # No article has questions: messages teach nothing.
    assert synced(home).was_current
    (home / "articles" / "pay.md").write_text("---\ntitle: Pay\nasked_as: [cards]\n---\nYes.\n")
    synced(home)
    (home / "nlu" / "a.yml").write_text("# A word.\nnlu: [{intent: a, examples: '- other'}]")
    assert synced(home).was_current


def test_articles_without_questions_need_no_messages() -> None:
    bare = [replace(PAYING, asked_as=()), replace(SENDING, asked_as=())]
    assert KnowledgeIndex.build(bare, ENCODER, messages=MESSAGES).learnt is None
