"""Whether a sentence of an article says yes or no to a question.

Silence is better than a wrong yes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from bot.entities.words import word_set
from knowledge_base.answers.clauses import NEGATION, Clause, clauses_of
from knowledge_base.answers.words import content_stems
from knowledge_base.answers.yes_no_question import (
    COST_WORDS,
    LITTLE,
    Asks,
    YesNoQuestion,
    about_paying,
    yes_no_question,
)

_LIST_LINE = re.compile(r"\s*(?:[-•*]|\d+[.)]) ")
_PLAIN_SUBJECT = re.compile(r"^(?:we|you|our team|there|it is|everybody|everyone)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[£€$][\d.,]+(?: per \w+)?| an? \w+$")
_ALLOWING = re.compile(r"\b(?:possible|allowed|permitted|accept(?:s|ed)?)\b")
_RELATIVE_CLAUSE = re.compile(r"\b(?:that|which|who|because)\b")
_LIST = re.compile(r",\s+(?:and |or )?|\s+(?:and|or)\s+(?:in )?", re.IGNORECASE)
_NARROWS = re.compile(
    r"\b(?:with|without|from|in|on|for|that|who|which|by|of|than|under|over)\b", re.IGNORECASE
)
_LIKE_AN_ADJECTIVE = re.compile(
    r"^(?:the |a |an |our )?(?:\w+(?:ed|en|able|ible|ous|ful|less)|new|other|free|different|large|"
    r"heavy|small|old|used|sale|special)\s",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:is|are) (?:always )?free\b(?! from)|\bfree of charge\b|\bcosts? nothing\b"
    r"|\b(?:no|never|not) (?:\w+ )?(?:charge|charges|cost|fee|fees|surcharge)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(r"\bcosts? (?:an extra )?[£€$]\d|\bis charged\b|\bis [£€$]\d", re.IGNORECASE)
_EUROPEAN_UNION = re.compile(
    r"(?:(?:all )?(?:member states|countries) (?:of|in) )?the (?:European Union|EU)\b"
    r"|EU countries\b"
)
_MEMBERS = word_set(
    "austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece "
    "hungary ireland italy latvia lithuania luxembourg malta netherlands poland portugal romania "
    "slovakia slovenia spain sweden"
)


def says_yes(question: str, sentence: str) -> bool | None:
    """True or False if `sentence` certainly answers `question` so, else None.

    Certain means: the question is for yes or no and can be understood alone, one clause of the
    sentence has all its words, speaks of nothing narrower, and stands under no condition.
    """
    asked = yes_no_question(question)
    if asked is None or _LIST_LINE.match(sentence):
        return None
    about, said = _in_one_word(asked.about, about_paying(sentence))
    before: Clause | None = None
    for clause in clauses_of(said):
        answer = _answer(asked, about, _completed(clause, before))
        if answer is not None:
            return answer
        before = clause
    return None


def _completed(clause: Clause, before: Clause | None) -> Clause:
    """With the verb that goes without saying: `We do not deliver there: orders are not taken`."""
    if before is None or not (before.is_negative and clause.is_negative):
        return clause
    if not _PLAIN_SUBJECT.match(before.subject):
        return clause
    verb = content_stems(before.predicate, LITTLE)[:1]
    return replace(clause, predicate=" ".join([clause.predicate, *verb]))


def _in_one_word(about: frozenset[str], sentence: str) -> tuple[frozenset[str], str]:
    """A member state stands for the European Union in a sentence about all of it."""
    members = {stem for name in _MEMBERS for stem in content_stems(name)}
    named = about & members
    if not named or not _EUROPEAN_UNION.search(sentence) or named & set(content_stems(sentence)):
        return about, sentence
    return (about - named) | {"europeanunion"}, _EUROPEAN_UNION.sub("europeanunion", sentence)


def _answer(asked: YesNoQuestion, about: frozenset[str], clause: Clause) -> bool | None:
    if asked.asks in (Asks.FREE, Asks.COSTS):
        return _answer_on_cost(asked, about, clause)
    if not _says_of_it(about, clause):
        return None
    if asked.asks is Asks.NECESSARY:
        return _answer_on_need(clause)
    if clause.modal in ("must", "need", "needs"):
        # What must not be done cannot be done; what must be done may not be so.
        is_forbidden = clause.modal == "must" and clause.is_negative
        return False if is_forbidden and asked.asks is Asks.POSSIBLE else None
    if clause.is_negative:
        return False
    return True if _confirms(asked, clause) else None


def _confirms(asked: YesNoQuestion, clause: Clause) -> bool:
    """Whether a positive clause says as much as is asked: what can be done is not always done."""
    if asked.asks is Asks.POSSIBLE:
        is_done = asked.to_you and clause.modal in ("", "will")
        return is_done or clause.modal in ("can", "may") or _is_about_allowing(clause)
    says_that_it_is = clause.modal in ("", "do", "does", "is", "are", "will", "has", "have")
    return says_that_it_is and " or " not in clause.predicate


def _is_about_allowing(clause: Clause) -> bool:
    return _ALLOWING.search(clause.predicate) is not None


def _answer_on_need(clause: Clause) -> bool | None:
    needs = clause.modal == "must" or re.search(r"\b(?:needs?|have to)\b", clause.predicate)
    if not needs or (clause.modal == "must" and clause.is_negative):
        return None
    if not clause.is_negative and " or " in clause.predicate:
        return None
    return not clause.is_negative


def _answer_on_cost(asked: YesNoQuestion, about: frozenset[str], clause: Clause) -> bool | None:
    is_free = _FREE.search(f"{clause.subject} {clause.predicate}") is not None
    is_not_free = re.search(r"\bnot free\b", clause.predicate) is not None
    costs = is_not_free or _COSTS.search(clause.predicate) is not None
    if is_free == costs:
        return None
    in_subject = _named_in_subject(about, clause.subject, COST_WORDS)
    if in_subject is None:
        return None
    said = set(content_stems(_LIST.split(_AMOUNT.sub("", clause.predicate))[0], COST_WORDS))
    if not (about - in_subject <= said <= about):
        return None
    return is_free == (asked.asks is Asks.FREE)


def _says_of_it(about: frozenset[str], clause: Clause) -> bool:
    """Whether a clause has all that the question is about, and nothing narrower.

    `We do not deliver on Sundays` denies no delivery, and `free for members` is not simply free.
    """
    in_subject = _named_in_subject(about, clause.subject, LITTLE)
    if in_subject is None:
        return False
    left = about - in_subject
    if not left:
        return _is_about_allowing(clause) and not content_stems(
            _ALLOWING.sub("", clause.predicate), LITTLE
        )
    return _covers_one_item(left, about, clause.predicate)


def _named_in_subject(
    about: frozenset[str], subject: str, leaving_out: Collection[str]
) -> set[str] | None:
    """The stems of the subject that are asked about; None if the subject is something narrower."""
    said = set(content_stems(subject, leaving_out))
    if not said or _PLAIN_SUBJECT.match(subject) or _is_a_name(subject):
        return said & about
    return _of_one_item(about, subject, leaving_out)


def _is_a_name(subject: str) -> bool:
    """Whether a subject is the company's name, as in `Harbour & Pine accepts`."""
    words = [word for word in subject.split() if word.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _of_one_item(
    about: frozenset[str], listed: str, leaving_out: Collection[str]
) -> set[str] | None:
    """The stems of the things listed that the question names; None if it names none of them."""
    items = [item for item in _LIST.split(listed) if content_stems(item, leaving_out)]
    named = [set(content_stems(item, leaving_out)) for item in items]
    matching = [index for index, stem in enumerate(named) if stem <= about]
    if not matching:
        return None
    if len(items) > 1 and matching != list(range(len(items))):
        distributes = _LIKE_AN_ADJECTIVE.match(items[0]) and 0 not in matching
        if distributes or _NARROWS.search(items[-1]):
            return None
    return set().union(*(named[index] for index in matching))


def _covers_one_item(left: frozenset[str], about: frozenset[str], predicate: str) -> bool:
    """Whether one of the things listed in a predicate is just what is asked, with its verb."""
    if _RELATIVE_CLAUSE.search(predicate):
        return False
    listed = _LIST.split(NEGATION.sub("", predicate))
    items = [item for item in (content_stems(one, LITTLE) for one in listed) if item]
    if not items:
        return False
    verb = {items[0][0]}
    return any(left <= set(item) | verb and set(item) <= about for item in items)
