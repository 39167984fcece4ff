from __future__ import annotations

from desk.conversations.announcements import (
    EVERYTHING,
    Announcement,
    Announcements,
    NewMessage,
    StatusChanged,
    Subscription,
    Typing,
)
from desk.conversations.conversation import Author


def heard(subscription: Subscription) -> list[Announcement]:
    return [subscription.get_nowait() for _ in range(subscription.qsize())]


def test_a_listener_hears_its_conversation_in_order_and_no_other() -> None:
    announcements = Announcements()
    typing = Typing("conv_1", Author.BOT, active=True)
    with announcements.subscribe("conv_1") as one, announcements.subscribe(EVERYTHING) as all_of:
        announcements.publish(typing)
        announcements.publish(NewMessage("conv_2"))
        announcements.publish(StatusChanged("conv_1"))
        assert heard(one) == [typing, StatusChanged("conv_1")]
        assert heard(all_of) == [typing, NewMessage("conv_2"), StatusChanged("conv_1")]


def test_several_listeners_hear_the_same() -> None:
    announcements = Announcements()
    with announcements.subscribe("conv_1") as phone, announcements.subscribe("conv_1") as laptop:
        announcements.publish(NewMessage("conv_1"))
        assert heard(phone) == heard(laptop) == [NewMessage("conv_1")]


def test_nothing_is_kept_for_those_who_come_later() -> None:
    announcements = Announcements()
    announcements.publish(NewMessage("conv_1"))
    with announcements.subscribe("conv_1") as late:
        assert heard(late) == []


def test_a_listener_who_does_not_read_loses_the_oldest_and_holds_nobody_up() -> None:
    announcements = Announcements()
    count = 1000
    with announcements.subscribe("conv_1") as idle:
        for number in range(count):
            active = number == count - 1
            announcements.publish(Typing("conv_1", Author.AGENT, active))
        kept = heard(idle)
    assert 0 < len(kept) < count
    assert kept[-1] == Typing("conv_1", Author.AGENT, active=True)


def test_who_has_gone_leaves_nothing_behind() -> None:
    announcements = Announcements()
    with announcements.subscribe("conv_1") as stays:
        with announcements.subscribe("conv_1") as leaves:
            pass
        announcements.publish(NewMessage("conv_1"))
        assert heard(leaves) == []
        assert heard(stays) == [NewMessage("conv_1")]
    announcements.publish(NewMessage("conv_1"))
    assert not announcements._subscriptions
