"""A clear yes and a clear no, and everything that is neither."""

from __future__ import annotations

import pytest

from actions.reading.yes_no import yes_or_no

YES = """
yes; Yes.; YES!!; yess; yesssss; yeah; yep; yup; ya; y; ok; okay; k; sure; of course; absolutely
definitely; correct; right; exactly; perfect; great; fine; sounds good; that sounds right
yes please; yes please do it; yes, please do; please do; go ahead; please go ahead; do it
just do it; please proceed; proceed; yep that's right; yes that is correct; that's correct
looks good to me; all good; all good, go ahead!; works for me; that works; fine by me
Yes, please proceed with the exchange.; Yes, I confirm. Please proceed with the return.
yes, go ahead and cancel it; Yes, please cancel the order.; yes cancel it please
Yes, that sounds right. Please go ahead.; ok thanks; okay great, thank you so much
that's perfect thank you; I'm happy with that; ok with me; I agree; confirmed; I confirm
Yes, I'd like to proceed.; yes, you can go ahead with that; yes please make those changes; 👍
sure, why not; yes it is; let's do it; go for it; yes, do it now please; I do; oh yes; yes yes
sure, no problem; please process the refund
"""
NO = """
no; No.; nope; nah; n; nooo; no thanks; no thank you; no, don't; don't; do not; please don't
don't do it; do not proceed; no, leave it; leave it; leave it as it is; just leave it; never mind
nevermind; forget it; nope keep it; keep it; I'll keep it; no I'd rather keep it; no, keep my order
I changed my mind; no I've changed my mind; please don't cancel it; don't cancel my order; stop
absolutely not; definitely not; not really; rather not; I'd rather not; I don't want that
no that's wrong; that's not right; incorrect; wrong; no way; not interested; 👎; no no no; let's not
"""
NEITHER = """
yes but the blue one; yes, and also the mug; yes but to my PayPal; yes to paypal; yes, both lamps
yes if it is free; yes, but flat 3; no, the other one; no, the lamp; yes no; no yes; maybe
perhaps; not sure; I'm not sure; hmm; hmm ok; let me think; wait; ok wait; hold on; not yet
yes?; ok?; is that free?; how long does it take?; why?; what?; yes, how long will it take
no idea; the lamp; hello; thanks; please; cancel it; return it; change it; 2; yes, 2; number one
no, cancel it; yes and can you change my address; make that two; yes for the first one
sure but when do I get my money; I said yes to the mug only; ok so what happens next
no, change the address to 12 Mill Lane; I already said I want the blue one; ; ...
yes unless it has been sent; before you do that, what does it cost; no problem; right, but the red
"""


def phrases(table: str) -> list[str]:
    return [phrase.strip() for line in table.strip().splitlines() for phrase in line.split(";")]


@pytest.mark.parametrize("text", phrases(YES))
def test_a_clear_yes(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", phrases(NO))
def test_a_clear_no(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", phrases(NEITHER))
def test_neither(text: str) -> None:
    assert yes_or_no(text) is None


def test_a_long_message_says_more_than_yes() -> None:
    assert yes_or_no("yes " * 60) is None
