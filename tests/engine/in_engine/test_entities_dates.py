"""Points in time and addresses in messages."""

from __future__ import annotations

import unittest
from datetime import date, timedelta

from tests.engine.in_engine.detail_samples import mistaken, read, wrong


class Dates(unittest.TestCase):
    def test_they_are_counted_from_today(self) -> None:
        samples = [
            ("ordered last Tuesday", "last Tuesday", "2026-11-17"),
            ("nothing since the 3rd of March", "the 3rd of March", "2026-03-03"),
            ("I paid three weeks ago", "three weeks ago", "2026-11-03"),
            ("it came yesterday", "yesterday", "2026-11-23"),
            ("wil it come tmrw", "tmrw", "2026-11-25"),
            ("delivered on 14/11", "14/11", "2026-11-14"),
            ("will be there in two days", "in two days", "2026-11-26"),
            ("it broke this morning", "this morning", "2026-11-24"),
            ("last week i wrote", "last week", "2026-11-16"),
            ("bought in March", "March", "2026-03-01"),
            ("the day before yesterday", "the day before yesterday", "2026-11-22"),
            ("2026-11-14", "2026-11-14", "2026-11-14"),
            ("on 14.11.26", "14.11.26", "2026-11-14"),
            ("5/1/2027 please", "5/1/2027", "2027-01-05"),
            ("March 3rd 2026", "March 3rd 2026", "2026-03-03"),
            ("ordered on wensday", "wensday", "2026-11-18"),
            ("came on thurs", "thurs", "2026-11-19"),
            ("can you come on Tuseday", "Tuseday", "2026-12-01"),
            ("I need it by Friday", "Friday", "2026-11-27"),
            ("it was promised by Friday", "Friday", "2026-11-20"),
            ("next friday pls", "next friday", "2026-11-27"),
            ("ordered sat morning", "sat morning", "2026-11-21"),
            ("a fortnight ago", "a fortnight ago", "2026-11-10"),
            ("a couple of days ago", "a couple of days ago", "2026-11-22"),
            ("3 months ago", "3 months ago", "2026-08-24"),
            ("last night", "last night", "2026-11-23"),
            ("before the weekend", "the weekend", "2026-11-28"),
            ("the 12th was the date", "the 12th", "2026-11-12"),
            ("sent it on 31 October", "31 October", "2026-10-31"),
            ("in a week's time", "in a week", "2026-12-01"),
            ("an hour ago", "an hour ago", "2026-11-24"),
            ("half a year ago", "half a year ago", "2026-05-24"),
            ("since 14.11. nothing", "14.11.", "2026-11-14"),
            ("on the 9th of this month", "the 9th of this month", "2026-11-09"),
            ("since Easter", "Easter", "2026-04-05"),
            ("on Boxing Day", "Boxing Day", "2026-12-26"),
            ("last xmas", "last xmas", "2025-12-25"),
            ("October last year", "October last year", "2025-10-01"),
            ("on the 5th for the lamp", "the 5th", "2026-11-05"),
            ("came 2day", "2day", "2026-11-24"), ("I'm retiring Friday", "Friday", "2026-11-27"),
            ("switched banks in March", "March", "2026-03-01"),
            ("on 11/24/2026", "11/24/2026", "2026-11-24"),
            ("Saturday the 28th", "Saturday the 28th", "2026-11-28"),
        ]  # fmt: skip
        self.assertEqual(wrong("date", samples), [])

    def test_what_is_no_point_in_time_is_none(self) -> None:
        self.assertEqual(
            mistaken("date", [
                "does it take 2 days?", "30 days to return", "you may call me", "I sat down",
                "open 24/7", "delivery in 3-5 days", "do you deliver on Sundays",
                "Monday to Friday",
                "black friday deals", "2/3 of the mugs", "the 2nd time", "march in and shout",
                "for two weeks now", "every Monday", "my second order", "1/100", "31/31",
                "a christmas jumper", "£14.11", "I'm fed up, wed like a refund", "99/99/99",
                "is there life on Mars", "until when may one return it", "10/10 would order again",
                "it went up in 5 minutes", "never had trouble in six years", "he sat in it",
                "hello ther", "it was 7.10.", "happy friday",
            ]), [],
        )  # fmt: skip

    def test_the_year_turns(self) -> None:
        new_year = date(2027, 1, 2)
        for message, value in (
            ("ordered on 20 December", "2026-12-20"), ("it came yesterday", "2027-01-01"),
            ("last month", "2026-12-01"), ("last year", "2026-01-01"), ("bought on 28/12",
            "2026-12-28"),
        ):  # fmt: skip
            self.assertEqual([found for _, found in read(message, "date", new_year)], [value])

    def test_no_day_of_the_year_is_too_much(self) -> None:
        for number in range(366):
            day = date(2028, 1, 1) + timedelta(days=number)
            for message in ("the 31st", "29 february", "last sunday", "a month ago", "next year"):
                read(message, "date", day)


class Addresses(unittest.TestCase):
    def test_they_are_read_without_the_postcode(self) -> None:
        for message, typed in (
            ("14 Ropewalk Lane, Leeds LS6 2AB", "14 Ropewalk Lane, Leeds"),
            ("send it to 22 High Street", "22 High Street"),
            ("my new address is 9 Chapel Row, Pickering, YO18 7AE", "9 Chapel Row, Pickering"),
            ("deliver to 36 quay street whitby", "36 quay street whitby"),
            ("Flat 3, 22 Mill Road, Cambridge", "Flat 3, 22 Mill Road, Cambridge"),
            ("I moved to 7 old mill close", "7 old mill close"),
            ("14a Bramble Avenue", "14a Bramble Avenue"),
            ("its 101 Ferry Rd, Edinburgh EH6 4ET", "101 Ferry Rd, Edinburgh"),
            ("5 Tanner Terrace, Newcastle upon Tyne", "5 Tanner Terrace, Newcastle upon Tyne"),
            ("i live at 3 orchard gardens", "3 orchard gardens"),
            ("12 St Mary's Road", "12 St Mary's Road"),
            ("to 8 Mill Row, Kendal, please", "8 Mill Row, Kendal"),
            ("2 The Crescent, Bristol BS6 5QA", "2 The Crescent, Bristol"),
            ("61 Elder St, Manchester", "61 Elder St, Manchester"),
            ("Hauptstraße 12, 10115 Berlin", "Hauptstraße 12"),
            ("12 rue de Rivoli, 75001 Paris", "12 rue de Rivoli"),
            ("it is Via Roma 5", "Via Roma 5"),
            ("PO Box 44, Lerwick", "PO Box 44, Lerwick"),
            ("14 Alder Close, flat 2", "14 Alder Close, flat 2"),
            ("to The Old Bakery, 3 Mill Lane", "The Old Bakery, 3 Mill Lane"),
            ("Unit 6, Marsh Lane Estate, Boston", "Unit 6, Marsh Lane Estate, Boston"),
        ):
            with self.subTest(message):
                self.assertEqual(read(message, "address"), [(typed, typed)])

    def test_other_numbers_with_words_are_none(self) -> None:
        self.assertEqual(
            mistaken("address", [
                "2 days on the way", "5 mugs in this place", "I waited 3 hours down the road",
                "2 items on the way", "it is 10 miles from the road", "20 quid either way",
                "4 plates and a court case", "1st of May", "HP-104233 close it",
            ]), [],
        )  # fmt: skip


if __name__ == "__main__":
    unittest.main()
