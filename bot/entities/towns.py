"""Towns and countries that may end an address in small letters; others need a capital."""

from __future__ import annotations

from bot.entities.words import word_set

TOWNS = word_set(
    "london edinburgh glasgow manchester leeds sheffield nottingham bristol birmingham liverpool "
    "newcastle cardiff belfast inverness aberdeen dundee swansea york leicester coventry bradford "
    "hull plymouth southampton portsmouth brighton oxford cambridge norwich exeter bath derby "
    "reading luton bolton sunderland wolverhampton stoke preston blackpool bournemouth swindon "
    "peterborough ipswich gloucester cheltenham worcester lincoln chester durham lancaster "
    "carlisle perth stirling newport wrexham derry lisburn salford wigan warrington huddersfield "
    "rotherham doncaster middlesbrough northampton colchester canterbury hastings eastbourne "
    "guildford watford slough croydon woking crawley poole torquay truro falmouth penzance whitby "
    "hove kendal uk england scotland wales ireland usa germany france netherlands belgium spain "
    "italy austria switzerland portugal sweden norway denmark canada australia"
)
TOWN_JOINTS = word_set("upon on under in by the of")
"""Within the name of a town: "Newcastle upon Tyne"."""
