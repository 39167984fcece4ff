"""`parley kb`: the articles that questions are answered from, and their index."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import NoneType
from typing import Annotated

import typer

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.clock import utc_now
from desk.commands.running import fail, load_settings_or_exit, progress_bar
from desk.composition import index_folder, open_knowledge
from desk.settings import Settings
from knowledge_base.article import Audience, Problem
from knowledge_base.calibration import QUESTIONS_FILE, Calibration, measure, read_questions
from knowledge_base.checking import Check
from knowledge_base.checking import check as checked
from knowledge_base.conversation import BOT_LANGUAGE, Context
from knowledge_base.index import store
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.learnt import MOST_EXAMPLES
from knowledge_base.index.rows import Progress
from knowledge_base.index.store import IndexNotWritten, IndexUnavailable
from knowledge_base.knowledge_base import Answer, Unclear
from knowledge_base.reading.adding import add as add_articles
from knowledge_base.reading.folder import NoArticlesFolder
from knowledge_base.search import Found, Search
from knowledge_base.sync import OF_ANOTHER_ENCODER, SyncReport
from knowledge_base.sync import sync as make_fit

_NAMED = 10
# What the bot does with a reply of each kind: for programs, and for people.
_SAYS: dict[type, tuple[str, str]] = {
    Answer: ("answer", "answers with the first"),
    Unclear: ("asks_back", "asks which of the first topics is meant"),
    NoneType: ("none", "says it does not know"),
}
_MEGABYTE = 1024 * 1024

app = typer.Typer(help="The articles and their index.", no_args_is_help=True)


@app.command()
def add(
    source: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="Articles to take in.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over files of the same name.")
    ] = False,
) -> None:
    """Copy articles into the folder of articles, after reading each."""
    settings = load_settings_or_exit()
    if not source.exists():
        fail(f"{source} is not there.")
    try:
        done = add_articles(source, settings.articles, replace)
    except OSError as error:
        fail(f"{settings.articles} cannot be written: {error.strerror}.")
    _tell_problems(done.problems)
    _tell("Added", done.added)
    _tell("Replaced", done.replaced)
    if done.added or done.replaced:
        typer.echo("Run `.venv/bin/parley kb sync`, so that questions are answered from them.")
    elif not done.problems:
        fail(f"There is no article in {source}.")
    raise typer.Exit(1 if done.problems else 0)


@app.command()
def sync() -> None:
    """Make the index fit the articles; a running Parley answers from it a moment later."""
    _sync(load_settings_or_exit(), anew=False)


@app.command()
def build() -> None:
    """Make the index from scratch; questions are answered from the old one meanwhile."""
    _sync(load_settings_or_exit(), anew=True)


@app.command()
def check() -> None:
    """Read all articles and say what is broken, contradictory, said twice or over."""
    settings = load_settings_or_exit()
    encoder = SentenceEncoder.load()
    try:
        earlier = store.load(index_folder(settings), encoder.fingerprint)
    except IndexUnavailable:
        earlier = None
    try:
        with _encoding_bar() as progress:
            found = checked(settings.articles, encoder, utc_now().date(), earlier, progress)
    except NoArticlesFolder as error:
        fail(str(error))
    _tell_problems(found.problems)
    for line in _findings(found):
        typer.echo(line)
    typer.echo(f"{found.articles} articles can be answered from, {len(found.problems)} cannot.")
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="As a customer would ask it.")],
    count: Annotated[int, typer.Option(min=1, max=20)] = 5,
    audience: Annotated[
        Audience, typer.Option(help="agents: also what only your team may read.")
    ] = "customers",
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show which passages a question finds, and whether the bot would answer with the first."""
    settings = load_settings_or_exit()
    try:
        base = open_knowledge(settings)
    except IndexUnavailable as error:
        fail(f"{error} ({index_folder(settings)})")
    # Customers are told what the bot would tell them; agents read what they like.
    language = BOT_LANGUAGE if audience == "customers" else None
    context = Context(audience=audience, language=language, today=utc_now().date())
    reply = base.reply(question, context)
    found = base.search(question, count, context)
    if as_json:
        told = {"reply": _SAYS[type(reply)][0], "found": [_entry(one) for one in found]}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for one in found:
        heading = typer.style(one.passage.title, bold=True)
        typer.echo(f"{one.score:.3f}  {heading} · {one.passage.heading}")
    typer.echo(f"The bot {_SAYS[type(reply)][1]}.")


@app.command()
def stats() -> None:
    """Show what the index holds, what it takes, and how well it answers the known questions."""
    settings = load_settings_or_exit()
    encoder = SentenceEncoder.load()
    before = _memory_mb()
    folder = index_folder(settings)
    try:
        index = store.load(folder, encoder.fingerprint)
    except IndexUnavailable as error:
        fail(f"{error} ({folder})")
    questions = read_questions(QUESTIONS_FILE)
    shares = measure(Search(index, encoder), questions, index.thresholds)
    for name, value in (
        ("articles", f"{len(index.articles):,}"),
        ("passages", f"{len(index.passages):,}"),
        ("vectors", f"{len(index.rows.vectors):,}"),
        ("compared", index.nearest.kind),
        ("on disk", f"{store.bytes_of(folder) / _MEGABYTE:.1f} MB"),
        ("in memory", f"{_memory_mb() - before:.1f} MB"),
        ("learnt from", _learnt_from(index)),
        ("contradictions", f"{len(index.contradictions)}"),
        ("answers from", f"{index.thresholds.answer_at:.3f}"),
        ("asks from", f"{index.thresholds.ask_at:.3f}"),
    ):
        typer.echo(f"{name:<15} {value}")
    if questions:
        typer.echo(_told_of(shares, len(questions)))


def _sync(settings: Settings, *, anew: bool) -> None:
    encoder = SentenceEncoder.load()
    try:
        with _encoding_bar() as progress:
            report = make_fit(
                index_folder(settings),
                encoder,
                settings.articles,
                progress=progress,
                anew=anew,
            )
    except (NoArticlesFolder, IndexNotWritten) as error:
        fail(str(error))
    _tell_problems(report.problems)
    _tell_report(report, anew)
    if not report.articles:
        typer.secho(f"There are no articles in {settings.articles}.", fg=typer.colors.YELLOW)


def _tell_report(report: SyncReport, anew: bool) -> None:
    if report.was_of_another_encoder and not anew:
        typer.echo(OF_ANOTHER_ENCODER)
    if report.was_current:
        typer.echo(f"Nothing has changed: {report.articles} articles.")
        return
    _tell("New or changed:", report.changed)
    _tell("Removed:", report.removed)
    typer.echo(f"{report.articles} articles, {report.passages} passages.")
    if report.calibration is not None:
        typer.echo(_told_of(report.calibration))


def _learnt_from(index: KnowledgeIndex) -> str:
    if index.learnt is not None:
        intents = index.learnt.intents
        beside = f" and {intents.count:,} messages of the bot's training" if intents else ""
        return f"{index.learnt.count:,} questions{beside}"
    if any(article.asked_as for article in index.articles):
        return f"no questions: {MOST_EXAMPLES:,} would be too few for so many articles"
    return "no questions: no article has any under asked_as"


def _told_of(shares: Calibration, questions: int | None = None) -> str:
    asked = "the questions" if questions is None else f"the {questions} questions"
    return (
        f"Of {asked} in {QUESTIONS_FILE.name}: where an article answers, it is found first for "
        f"{shares.right_article_share:.1%}; {shares.answered_share:.1%} are answered from it, for "
        f"{shares.offered_share:.1%} it is among the topics asked back about. Of all, "
        f"{shares.wrongly_answered_share:.1%} are answered wrongly. Of those that no article "
        f"answers, {shares.refused_share:.1%} are refused."
    )


def _findings(found: Check) -> Iterator[str]:
    for one in found.contradictions:
        yield f"They contradict each other ({one.what}):"
        yield from (f"    {said.article_id}: {said.text}" for said in (one.first, one.second))
    if not found.are_compared:
        yield "There are too many articles to look for contradictions."
    for first, second in found.duplicates:
        yield f"Said twice: {first.article_id} and {second.article_id}, {first.heading!r}"
    for article, section in found.lost_sections:
        yield f"{article.id}: 'asked_as' names the section {section!r}, and there is none"
    for article, question, other in found.perhaps_answered:
        yield f"{article.id}: 'not_answered' has {question!r}, which {other.id} seems to answer"
    for article in found.ended:
        yield f"{article.id}: nobody is told of it since {article.valid_until}"
    if found.without_questions:
        named = _named([article.id for article in found.without_questions])
        yield f"Without 'asked_as', so found by their own words only: {named}"


def _entry(found: Found) -> dict[str, object]:
    return {
        "score": round(found.score, 4),
        **asdict(found.passage),
        "duplicates": [one.article_id for one in found.duplicates],
    }


def _tell(what: str, names: Sequence[str]) -> None:
    if names:
        typer.echo(f"{what} {_named(names)}")


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        told = f"{problem.file} is left out: {problem.why}"
        typer.secho(told, fg=typer.colors.YELLOW, err=True)


@contextmanager
def _encoding_bar() -> Iterator[Progress]:
    with progress_bar("Encoding") as move:
        so_far = 0

        def progress(done: int, total: int) -> None:
            nonlocal so_far
            move(done - so_far, total)
            so_far = done

        yield progress


def _memory_mb() -> float:
    """What of this process is in memory now, pages of mapped files that were read included."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE
