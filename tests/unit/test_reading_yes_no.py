"""A clear yes and a clear no, and everything that is neither."""

from __future__ import annotations

import pytest

from actions.reading.yes_no import agrees_with, yes_or_no

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
Yes please!; yes pls do; yes plz; Yes ty; yes thank you; yes thankyou; yes, thanks a lot; aye; ye
okay do it; ok great thanks; thats fine; that's fine by me; that's right, thanks; yes cheers mate
yes please cancel the order; yes request the return; yes please return it; yes exchange them
yes, change it; yes please change the address; yes, cancel my order please; yes, send it back
yes that's correct please go ahead; Yes, you can cancel it.; yes and thank you for your help
yse; eys; yeha; okk; shure; yes plese; comfirmed; confrim; corect; yes cancle it; absolutly
yes do ti; go ahed; definately; perfet; yes taht's right; sounds gud; of corse; thnx, yes do it
ja; oui; si; sí; Sí.; yes :); yes 🙏; ok 🙂; Yes, just do it.; yes now please; yes, asap please
ok then; ok return it then; alright then; okay fine; yes it's correct; it is
everything looks good; yes very much
YES PLEASE; Yes!! go ahead; yes—do it; "yes"; (yes); Yes - go ahead; that would be great, thanks
yes I'm sure; yes I do; yes, i want to cancel it; yes i'd like to return it please; sure thing
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
yes if it's free; yes if free; yes next week; yes tomorrow; yes for tomorrow; yes later
yes until monday; yes provided it's quick; sure if that's ok; do it later; might be fine
should be ok; probably yes; yes probably; yes i guess; yes though slowly; sure, whatever
yeah sure, as if; yes and no; yes to what; yes what; yes half of it; yes just one; yes, 3; yes -1
yes keep it; yes visa; yeah right; ok...; right...; ok so; ok and then; ok i see; oh ok; ah right
correct that; correct it; correct me; yes correct it; yes replace it; yes 3 clocks; yes all 3
yes two blankets; yes both; yes all; yes to both; yes to all; yes all of it; cancel all of them
yes return the kettle and the lamp; yes, and tell me where my order HP-103977 is; yes…; ok..
yes and; yes and then; yes so; yes then what; ok well; yes help me; yes my; yes be; yes actually
yes really
yes again; yes soon; yes in a bit; yes after christmas; yes at the weekend; ok but; yes too
yes order it; yes send it; yes to my home; yes for free; yes with a refund; yes quickly; sure lol
yes in blue; yes large; yes by paypal; yes 100%; yes 2x; +1; y/n; yes/no; yes 😡; ok 😭; yes @me
👍👎; yes 👎; 👍 2; i would; i am; i want it; i want to change it; thats all; done; all done
you can; yes as agreed; yes as usual; yes as before; yes again please; yes nearly; almost
about right; yes i think so; i think so; i suppose; yes i suppose so; yes maybe; yes, hopefully
yes only the lamp; yes without the lamp; yes instead; yes the other; yes a different one
yes just the socks; yes one; yes for her; yes cancel HP-100001; yes cancel both; yes return two
yes the first
yes or no; yes um; yes unless it has been sent; before you do that, what does it cost; no problem
right, but the red
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


LAMP = ["Oak desk lamp", "black", "HP-103823", "Visa ending 4821", "£40.00"]


@pytest.mark.parametrize(
    "text",
    phrases("""
    yes, return the lamp; Yes please send the desk lamp back; yes the lamp; yes, that lamp please
    ok return the black lamp from HP-103823; yes return the lamp to my visa; yes the oak lamp
    yes, refund it to the visa ending in 4821; yes £40.00; return the lamp, yes; yes; go ahead
    yes cancel order HP-103823; yep, exchange the lamp; sure, the lamps; yes return it to the card
    """),
)
def test_a_yes_that_says_again_what_was_proposed(text: str) -> None:
    assert agrees_with(text, LAMP)


@pytest.mark.parametrize(
    "text",
    phrases("""
    yes return the kettle and the lamp; yes 3 clocks; yes, two lamps; yes both lamps; yes, 2 lamps
    yes but the lamp; yes not the lamp; yes only the lamp; yes, the lamp?; the lamp; return the lamp
    yes the white lamp; yes to my paypal; yes HP-103824; yes return the lamp tomorrow
    yes the lamp...; yes return the lamp and; no, the lamp; yes -40; return the right lamp
    yes one lamp; yes no; yes the lamp if it is free; yes all lamps; yes the lamp too
    yes keep the lamp
    maybe the lamp; yes, visa 4822; yes return the lamp instead; yes the other lamp
    yes return the lamp or not
    """),
)
def test_a_yes_that_says_more(text: str) -> None:
    assert not agrees_with(text, LAMP)


def test_a_number_is_agreed_to_if_it_was_proposed() -> None:
    assert agrees_with("yes 3 clocks", ["Wall clock", "3"])
    assert not agrees_with("yes 3 clocks", ["Wall clock", "2"])
    assert agrees_with("yes, return both rugs", ["Jute rug", "2", "both"])
    assert not agrees_with("yes " * 60, ["lamp"])
    assert not agrees_with("", ["lamp"])
