"""Plays the requests of a goal, turn by turn, by answering what the bot waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desk.simulation import phrases, picking
from desk.simulation.asking import Ask
from desk.simulation.customer import Answers, CannotAnswer, Move, repeated
from desk.simulation.effort import turns_to_identify
from desk.simulation.goal import Expect, Goal, Job, Request
from desk.simulation.known import Known
from desk.simulation.reading import Heard, mentions
from desk.simulation.request_state import Played, RequestState
from desk.simulation.style import Voice
from desk.simulation.summary import Verdict, check
from desk.simulation.talk import Talk
from desk.simulation.turning import ANSWERED_BY, turned

_MOST_CORRECTIONS = 2
# Requests that were said together with this one, and come after it.
_After = Sequence[RequestState]


class Player:
    """A customer in one conversation."""

    def __init__(self, goal: Goal, talk: Talk, known: Known, voice: Voice) -> None:
        self._goal = goal
        self._talk = talk
        self._known = known
        self._voice = voice
        self._is_with_people = False
        self._answers = Answers(goal.customer, known, voice, buttons=goal.buttons)

    async def play(self) -> list[Played]:
        """All requests in order; those said together in one message."""
        result: list[Played] = []
        waiting = list(self._goal.requests)
        while waiting:
            if self._is_with_people:
                # What is said now would wait for a person.
                result += [_unsaid(request) for request in waiting]
                break
            group = [waiting.pop(0)]
            while waiting and group[-1].together_with_next:
                group.append(waiting.pop(0))
            since = self._talk.last_seq
            result += await self._play_together(group)
            for helped in [request.helped for request in group if request.helped is not None]:
                await self._talk.say_helped(helped, since)
        if self._goal.rates is not None:
            await self._talk.rate(self._goal.rates)
        for played in result:
            extra = turns_to_identify(self._goal.customer, played.request)
            played.least_turns += extra
            if extra:
                break
        return result

    async def _play_together(self, group: Sequence[Request]) -> list[Played]:
        states = [RequestState.of(r, is_opened=n > 0) for n, r in enumerate(group)]
        turns = self._talk.turns
        said = await self._do(Move(self._opening(group)))
        result: list[Played] = []
        for number, state in enumerate(states):
            after = states[number + 1 :]
            if number and not self._is_taken_up(state, said):
                said = await self._do(Move(self._opening([group[number]])))
            said = await self._carry(state, said, after)
            state.played.turns = self._talk.turns - turns
            turns = self._talk.turns
            state.judge()
            result.append(state.played)
            alternative = state.request.if_refused
            if alternative is not None and state.played.ended is Expect.REFUSED:
                is_opened = state.request.in_one_breath
                other = RequestState.of(alternative, is_opened=is_opened)
                if not is_opened or not self._is_taken_up(other, said):
                    said = await self._do(Move(self._opening([alternative])))
                said = await self._carry(other, said, after)
                other.played.turns = self._talk.turns - turns
                turns = self._talk.turns
                other.judge()
                result.append(other.played)
        return result

    def _opening(self, group: Sequence[Request]) -> str:
        parts = []
        for request in group:
            text = self._voice.choose(phrases.variants_of_opening(request))
            if request.if_refused is not None and request.in_one_breath:
                other = self._voice.choose(phrases.variants_of_opening(request.if_refused))
                text = f"{text} If that isn't possible: {_lowered(other)}"
            parts.append(text)
        return self._voice.opens(" And also: ".join(parts))

    def _is_taken_up(self, state: RequestState, said: Heard) -> bool:
        """Whether the bot goes on with a request that was said together with another."""
        request = state.request
        if said.owner != "bot":
            return True
        if said.asks is Ask.CONFIRM:
            return check(said.proposal, request, self._known).is_right
        if said.asks in ANSWERED_BY:
            if said.asks is Ask.OPTION:
                return bool(phrases.new_words(request.items))
            is_for_all = said.asks is Ask.ORDER
            return is_for_all or bool(ANSWERED_BY[said.asks] & set(request.given()))
        if request.job.is_confirmed:
            return False
        return bool(request.says) and all(mentions(said.text, words) for words in request.says)

    async def _carry(self, state: RequestState, said: Heard, after: _After) -> Heard:
        """Answer until the request has ended; returns what was said last."""
        while True:
            state.played.texts.append(said.text)
            try:
                move = self._next(state, said, after)
            except CannotAnswer as error:
                if state.expects_no:
                    state.played.ended = Expect.REFUSED
                else:
                    state.played.problems.append(f"{error}.")
                return await self._leave(said)
            if move is None:
                return said
            if self._talk.turns >= self._goal.most_turns:
                state.played.problems.append(f"given up after {self._talk.turns} turns.")
                return said
            said = await self._do(move)

    async def _leave(self, said: Heard) -> Heard:
        # What is left open would be answered by the next request.
        return await self._do(self._answers.no(said, phrases.STOP))

    async def _do(self, move: Move) -> Heard:
        if move.button is not None:
            said = await self._talk.press(move.button)
        else:
            said = await self._talk.say(move.text)
        self._is_with_people = said.owner != "bot"
        return said

    def _next(self, state: RequestState, said: Heard, after: _After) -> Move | None:
        """What the customer does now; None if the request has ended."""
        asks = said.asks
        if state.is_digressing:
            state.is_digressing = False
            asks = asks or state.pending
        ended = self._ended(state, said, asks, after)
        if ended is not None:
            state.played.ended = ended
            return None
        if state.is_stopping:
            return self._answers.no(said)
        if asks is Ask.CONFIRM and check(said.proposal, state.request, self._known).is_right:
            # An aside may follow, after which the bot need not say all of it again.
            state.is_approved, state.fault = True, ""
        instead = turned(state, asks, self._known, self._voice)
        if instead is not None:
            return Move(instead)
        if asks is not None and asks is not Ask.AGAIN:
            state.pending = asks
        steps: Mapping[Ask, Callable[[], Move | None]] = {
            Ask.PERSON: lambda: self._person(state),
            Ask.AGAIN: lambda: self._again(state, said),
            Ask.RESUME: lambda: self._answers.no(said, phrases.NOT_NOW),
            Ask.CONFIRM: lambda: self._confirm(state, said, after),
        }
        if asks is None or asks is Ask.RATING:
            move = None
        elif asks in steps:
            move = steps[asks]()
        else:
            move = self._detail(state, asks, said, after)
        if move is None and state.played.ended is None:
            state.played.ended = _without_yes(state)
        return move

    def _ended(
        self, state: RequestState, said: Heard, asks: Ask | None, after: _After
    ) -> Expect | None:
        """How the request has ended, if it has by what was said before."""
        if said.owner != "bot":
            return Expect.PERSON
        if state.is_stopping and not (asks is Ask.CONFIRM and state.may_answer(asks)):
            return Expect.DONE if state.is_confirmed else Expect.LEFT
        if state.is_confirmed and not self._goes_on(state, asks, after):
            return Expect.DONE
        return None

    def _goes_on(self, state: RequestState, asks: Ask | None, after: _After) -> bool:
        """Whether the bot, after a yes, still waits for something of the same request."""
        if asks is Ask.CONFIRM and not after:
            return True
        if asks in ANSWERED_BY and not after:
            state.is_confirmed = False
            return True
        return False

    def _confirm(self, state: RequestState, said: Heard, after: _After) -> Move | None:
        """Yes, if what is proposed is wanted."""
        request = state.request
        if request.job in (Job.SAY, Job.ASK):
            return self._free_confirm(state, said)
        verdict = check(said.proposal, request, self._known)
        if state.is_confirmed and not verdict.is_about_it:
            # A yes was given already, and nothing like this was asked for.
            state.is_stopping = True
            return self._answers.no(said)
        if not state.is_approved or verdict.wrong:
            return self._correct(state, said, verdict, after)
        if not state.may_answer(Ask.CONFIRM):
            raise CannotAnswer("the bot asks for a yes again and again")
        if not request.confirm:
            state.is_stopping = True
            return self._answers.no(said)
        state.is_confirmed, state.is_approved = True, False
        return self._answers.yes(said)

    def _free_confirm(self, state: RequestState, said: Heard) -> Move:
        """What was said in own words is wanted only if the goal says by which words."""
        words = state.request.confirm_says
        fits = bool(words) and all(mentions(said.text, each) for each in words)
        state.is_confirmed, state.is_stopping = fits, not fits
        return self._answers.yes(said) if fits else self._answers.no(said)

    def _correct(
        self, state: RequestState, said: Heard, verdict: Verdict, after: _After
    ) -> Move | None:
        """Say what is wanted instead, unless the bot is at the next request already."""
        others = [each.request for each in after]
        if state.request.if_refused is not None:
            others.append(state.request.if_refused)
        if any(check(said.proposal, other, self._known).is_right for other in others):
            return None
        state.corrections += 1
        state.is_confirmed, state.fault = False, str(verdict)
        if state.corrections <= _MOST_CORRECTIONS:
            return self._answers.correction(state.request)
        if state.expects_no:
            state.is_stopping = True
            return self._answers.no(said)
        raise CannotAnswer(f"no yes was given: in what the bot would do, {verdict}")

    def _detail(self, state: RequestState, asks: Ask, said: Heard, after: _After) -> Move | None:
        request = state.request
        wanted = set() if asks is Ask.ORDER else ANSWERED_BY.get(asks, set())
        is_ours = not wanted or bool(wanted & set(request.given()))
        other = request.if_refused if request.in_one_breath else None
        others = [each.request for each in after] + ([other] if other is not None else [])
        if not is_ours and any(wanted & set(each.given()) for each in others):
            return None
        if asks is Ask.CHOICE and not request.job.is_confirmed and state.asked[asks, 0]:
            return None
        if not state.may_answer(asks, self._aim(state, asks, said)):
            if state.expects_no:
                state.is_stopping = request.if_refused is None
                if request.if_refused is not None:
                    state.played.ended = Expect.REFUSED
                    return None
                return self._answers.say(phrases.NO_ALTERNATIVE)
            raise CannotAnswer(f"the bot asks for {asks.value} again and again")
        return self._answers.to(asks, request, said, state.options_given)

    def _aim(self, state: RequestState, asks: Ask, said: Heard) -> int:
        if asks is not Ask.OPTION or not isinstance(state.request.items, list):
            return 0
        item = picking.item_asked_for(said, state.request.items, state.options_given)
        return 0 if item is None else id(item)

    def _person(self, state: RequestState) -> Move | None:
        if state.played.request.expected is Expect.PERSON and state.may_answer(Ask.PERSON):
            return self._answers.say(phrases.YES_PERSON)
        return None

    def _again(self, state: RequestState, said: Heard) -> Move:
        """The bot did not understand: the last answer, or the request, in other words."""
        if not state.may_answer(Ask.AGAIN):
            raise CannotAnswer("the bot does not understand")
        if state.pending is Ask.CONFIRM:
            return self._answers.yes(said) if state.is_approved else self._answers.no(said)
        button = picking.button_for(said, state.request)
        if button is not None and state.pending is None:
            return Move(button=button)
        if state.pending in ANSWERED_BY and state.pending is not None:
            return self._answers.to(state.pending, state.request, said, state.options_given)
        return self._answers.say(repeated(state.request))


def _unsaid(request: Request) -> Played:
    return Played(request, problems=["it was never said, because people had the conversation."])


def _without_yes(state: RequestState) -> Expect:
    """How a request has ended that the bot asks nothing about any more."""
    if state.is_confirmed:
        return Expect.DONE
    return Expect.REFUSED if state.request.job.is_confirmed else Expect.ANSWERED


def _lowered(text: str) -> str:
    return text if text.startswith(("I ", "I'", "\x02")) else text[:1].lower() + text[1:]
