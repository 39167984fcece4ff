"""What people say for yes and no; without apostrophes and slips, as the reader compares."""

from __future__ import annotations

from itertools import product

from bot.entities.words import word_set


def _expanded(*patterns: str) -> frozenset[str]:
    """All phrases of patterns: `a|b c` is "a c" and "b c"; `?a` may be left out; `_` is a space."""
    found = set()
    for pattern in patterns:
        choices: list[list[str]] = []
        for part in pattern.split():
            words = part.lstrip("?").split("|")
            choices.append([*words, ""] if part.startswith("?") else words)
        for chosen in product(*choices):
            found.add(" ".join(word.replace("_", " ") for word in chosen if word))
    return frozenset(found)


_JOB = (
    "exchange|return|cancellation|change|changes|refund|order|swap|update|modification|"
    "request|it|that|this|those|them"
)
_WANTED = "cancel|return|exchange|refund"
_ACT = f"{_WANTED}|change|swap|update|modify"
_DO = "process|submit|place|make|do|complete|finalise|finalize|apply|request"
_WHAT = (
    "it|that|this|them|those|so|order|the_order|my_order|that_order|this_order|the_item|"
    "the_items|the_exchange|the_return|the_change|the_changes|the_refund|the_cancellation|"
    "that_change|these_changes|those_changes|the_address|the_update"
)
_GOOD = (
    "good|great|fine|perfect|right|correct|ok|okay|alright|lovely|brilliant|accurate|"
    "excellent|wonderful"
)

YES = _expanded(
    "yes|yep|yeah|yea|yeh|yup|yas|ya|aye|y|ye|yh|yus|yaas|yessir|si|sí|oui|ja|jawohl|claro|daccord",
    "ok|okay|alright|right|fine|sure|yes|yep|yeah then",
    "sure|sure_thing|surely|ok|okay|okey|oki|okie|k|kk|okey_dokey|okie_dokie|okay_dokay|"
    "alright|all_right|aight",
    "right|righto|correct|exactly|precisely|absolutely|definitely|defo|certainly|indeed|"
    "affirmative|totally",
    "of_course|ofc|by_all_means|please_do|go_ahead|go_for_it|go_on_then|go_on|proceed|"
    "continue|carry_on|crack_on",
    "confirm|confirmed|i_confirm|confirming|i_do|i_agree|agreed|agree|accepted|"
    "i_accept|approve|approved|i_approve|deal",
    f"sounds|looks|seems|thats|thatll_be|that_is|its|it_is|this_is|all|everythings|"
    f"everything_is|everything_looks|everything_sounds|all_looks|it_all_looks|it_looks|"
    f"that_looks|that_sounds|that_seems|which_is|"
    f"that_would_be ?all|just|very {_GOOD}|nice ?to_me|by_me|for_me|with_me",
    f"{_GOOD}|cool|awesome|super|fab|fabulous|fantastic|amazing|smashing|spot_on|"
    f"exactly_right|quite_right",
    "sounds_like_a_plan|thats_it|thats_the_one|thats_what_i_want|that_is_what_i_want|"
    "works_for_me|that_works|that_works_for_me|that_will_do|thatll_do|it_is",
    "im|i_am ?happy|fine|ok|okay|good|cool with that|it|this",
    "happy|fine|ok|okay|good|cool with|by that|it|this|me",
    "lets do|go|proceed ?it|that|ahead|with_it|with_that",
    "you can|may go_ahead|proceed|do_that|do_it|continue ?with_it|with_that|with_this",
    "make it_so|it_happen",
    f"?please {_DO} {_WHAT}",
    f"?please go_ahead|proceed|continue|carry_on with|and ?the {_JOB}",
    f"?please go_ahead|proceed and {_DO}|{_ACT} {_WHAT}",
    f"?please {_DO} the|my|that {_JOB}",
    "i want_to_proceed|want_to_go_ahead|would_like_that|wish_to_proceed",
    "id like|love that|to_proceed|to_go_ahead|to_do_that|to_confirm",
    f"i want|would_like|wish to {_DO} {_WHAT}",
    f"id like to {_DO} {_WHAT}",
    "i would like to proceed|go_ahead|confirm|continue|do_that",
    "im|i_am sure|certain|positive|quite_sure|very_sure",
    "just do it|that",
    "why_not|roger|positive|thumbs_up|happy_to|gladly|bingo|very_much|very_much_so",
)  # fmt: skip
"""A yes, whether alone or beside another."""

NO = _expanded(
    "no|nope|nah|naw|na|n|nay|noo|never|negative|nein|non|nop|not_really|not_at_all|"
    "no_way|no_thanks|no_thank_you|no_ta|no_need|no_chance|no_deal|hell_no",
    "dont|do_not|please_dont|please_do_not|stop|abort|halt|stop_it|stop_that",
    f"?please dont|do_not {_DO}|{_ACT}|proceed|go_ahead|continue|bother|touch|confirm|"
    f"change|worry ?it|that|this|them|anything|the_order|my_order|about_it|with_it|"
    f"with_that|so",
    "leave it|that|them|everything|things ?as ?it|they ?is|are",
    "leave it|them|that|everything be|alone|there|like_that|the_way_it_is|as_it_was|"
    "as_they_are|as_is",
    "ill|i_will|lets|just|please leave it|that|them ?alone|be|there|as_it_is|as_is",
    "never_mind|nevermind|nvm|forget it|that|about_it|about_that",
    "never_mind|nevermind|nvm|neither",
    "just|please|lets forget|drop|scrap|skip it|that",
    "forget|scrap|skip|drop it|that",
    "?i ?ill ?will|want_to|would_rather|rather|just|id_rather|please keep it|them|that|"
    "the_order|my_order|everything ?as_it_is|as_is|as_they_are|the_way_it_is",
    "id rather not",
    "i would_rather|rather|think not",
    "rather_not|better_not|lets_not|im_not|i_am_not|not_today|not_any_more|not_anymore|"
    "not_that|not_this|not_interested|not_correct|not_right",
    "i dont|do_not|didnt|wont",
    "i dont|do_not want|agree|accept|confirm|approve ?to|that|it|this|any_of_that",
    "?i ?ive ?have changed|change my|our mind",
    "thats|that_is|its|it_is|this_is wrong|incorrect|not_right|not_correct|"
    "not_what_i_want|not_what_i_asked|not_what_i_meant|not_it|not_ok|not_okay",
    "wrong|incorrect|it_isnt|it_is_not|its_not|it_doesnt",
    "im|i_am good|ok|fine thanks",
    "absolutely|definitely|certainly|of_course|obviously not",
    "i refuse|decline|disagree",
    "decline|declined|thumbs_down|no_dont|id_rather_you_didnt",
)  # fmt: skip
"""A no, in the same way."""

UNLESS_ALONE = _expanded(
    f"?please ?just {_ACT} {_WHAT}",
    "?please ?just send it|them|that|this|those back",
    f"i want|would_like|wish to {_WANTED} {_WHAT}",
    f"id like to {_WANTED} {_WHAT}",
    "i am|did|would|want_that|want_it|want_this|want_to|would_like_to",
    "id like|love to",
    "they_are|it_does|thats_all|that_is_all|you_can|you_may",
    "no problem|worries|probs",
    "not a problem",
    "for me|us",
)
"""A yes beside a yes, nothing beside a no; alone, "cancel it" may mean the order or the job."""

NO_CONSENT = _expanded(
    "yeah|yea|ya right",
    "oh|ah|ohh|ahh ok|okay|right|fine|i_see",
    "ok|okay|right so|well|and",
    "and then",
)
"""Said to what was heard rather than to what was asked."""

COURTESY = _expanded(
    "thanks|thank_you|thankyou|cheers|ta|many_thanks|much_appreciated ?very|so ?much|kindly "
    "?indeed|again|in_advance|a_lot|a_bunch ?for_your_help|for_the_help|for_all_your_help|"
    "for_that|for_this|for_your_time ?mate|sir|madam|love|hun",
    "please|kindly|then|hi|hello|hey|oh|ah|mate|sir|madam|bot|hun",
    "now|right_now|immediately|at_once|asap|as_soon_as_possible|right_away|straight_away",
)
"""Changes neither a yes nor a no."""

ASIDE_OF_NO = word_set(
    "then and so well the just very much too that thats it is this be lovely nice really actually "
    "lol haha love for me many again indeed as soon possible away once um your help with my i all "
    "a lot done ahead in fact at"
)
"""Words that do not change a no; beside a yes they may be more than that."""

JOINTS = frozenset({"and"})
"""Nothing, except at the end."""

SLIPS = {
    slip: word
    for word, slips in {
        "yes": "yess yse eys yesh yees yez yesd ues",
        "yeah": "yeha yaeh yeahh yeaah",
        "yep": "yepp yeap yepo",
        "ok": "okk oke okidoki",
        "okay": "okya oaky okeh okai",
        "sure": "shure sur suer",
        "please": "pls plz plez plse plese pleas plase plaese pleese pleaes",
        "thanks": "thx thnx tks thanx thnks thnaks ty tanks thaks",
        "confirm": "confrim comfirm confirn",
        "confirmed": "confrimed comfirmed",
        "correct": "corect correctt correkt",
        "absolutely": "absolutly absolutley abosolutely",
        "definitely": "definately definitly definetly defiantly",
        "proceed": "procede proced procced proceded",
        "perfect": "perfet prefect perfact",
        "cancel": "cancle cansel cancell",
        "return": "retrun retun",
        "exchange": "exchnage exhange exchang",
        "ahead": "ahed aheda",
        "great": "grat gret graet",
        "course": "corse cours",
        "that": "taht tht dat",
        "thats": "tahts thts dats",
        "right": "rite rigth rght",
        "do": "od",
        "it": "ti",
        "good": "gud",
        "sounds": "souds",
    }.items()
    for slip in slips.split()
}
"""What the fingers make of these words."""

_LINKS = word_set(
    "the a an my this that these those it its them for to from with in on of and back by at into "
    "onto as via ending ends"
)
_DONE_TO = word_set(
    "cancel return exchange swap change refund send request put pay use charge make process "
    "update order item items money parcel address card payment method colour color size"
)
PROPOSED = _LINKS | _DONE_TO
"""Words by which a yes says again what was proposed."""
