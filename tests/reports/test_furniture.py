"""Rows of a text in the manner of some outlet, and what its furniture says. All outlets and sentences are invented."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.reports.furniture import Findings, find

NEWS = "The envoys of the two applicants spoke with the hosts for several hours and agreed to meet again."

#: text with {news} for the report's first sentence; the furniture, as (what, words); and fields that it fills.
ROWS: list[tuple[str, list[tuple[str, str]], dict[str, Any]]] = [
    # headers
    (" date 2023-03-09 (Fjord Wire) -- {news}", [("header", "date 2023-03-09"), ("dateline", "(Fjord Wire) -- ")],
     {"outlet": "Fjord Wire", "days": ["2023-03-09"]}),
    ("date 2022-06 TAMPERE, June 27 (Fjord Wire) - {news}", [("header", "date 2022-06"), ("dateline", "TAMPERE, June 27 (Fjord Wire) - ")],
     {"months": ["2022-06"], "days": ["--06-27"]}),
    # datelines
    ("MADRID, June 28 (Reuters) - {news}", [("dateline", "MADRID, June 28 (Reuters) - ")],
     {"outlet": "Reuters", "dateline": "MADRID", "days": ["--06-28"]}),
    ("Budapest (Danube Desk), March 15 - {news}", [("dateline", "Budapest (Danube Desk), March 15 - ")],
     {"outlet": "Danube Desk", "dateline": "Budapest", "days": ["--03-15"]}),
    ("ANKARA, Turkey (AP) — {news}", [("dateline", "ANKARA, Turkey (AP) — ")],
     {"outlet": "Associated Press", "dateline": "ANKARA, Turkey"}),
    ("UNITED NATIONS, May 29 (HARBOUR-NEWS) — {news}", [("dateline", "UNITED NATIONS, May 29 (HARBOUR-NEWS) — ")],
     {"outlet": "HARBOUR-NEWS", "dateline": "UNITED NATIONS"}),
    ("China News Service, July 14. According to foreign media, {news}", [("dateline", "China News Service, July 14. ")],
     {"outlet": "China News Service", "days": ["--07-14"], "credits": ["foreign media"]}),
    ("MOSCOW, June 28. /TASS/. {news}", [("dateline", "MOSCOW, June 28. /TASS/. ")], {"outlet": "TASS", "dateline": "MOSCOW"}),
    ("BRUSSELS, June 27 – RIA Novosti. {news}", [("dateline", "BRUSSELS, June 27 – RIA Novosti. ")], {"outlet": "RIA Novosti"}),
    ("Helsinki, 2 August 2022 (Lakeland Agency) – {news}", [("dateline", "Helsinki, 2 August 2022 (Lakeland Agency) – ")],
     {"outlet": "Lakeland Agency", "days": ["2022-08-02"]}),
    ("OSLO, Norway, Sept. 1, 2022 — {news}", [("dateline", "OSLO, Norway, Sept. 1, 2022 — ")], {"days": ["2022-09-01"]}),
    ("BEIJING/TOKYO — {news}", [("dateline", "BEIJING/TOKYO — ")], {"dateline": "BEIJING/TOKYO"}),
    ("LONDON: {news}", [("dateline", "LONDON: ")], {"dateline": "LONDON"}),
    ("Zagreb – {news}", [("dateline", "Zagreb – ")], {"dateline": "Zagreb"}),
    ("TAIPEI • {news}", [("dateline", "TAIPEI • ")], {"dateline": "TAIPEI"}),
    ("PODGORICA -The talks {news}", [("dateline", "PODGORICA -")], {"dateline": "PODGORICA"}),
    ("Kyiv • UNN\n{news}", [("dateline", "Kyiv • UNN")], {"outlet": "UNN"}),
    # no datelines
    ("HOST: {news}", [], {"dateline": ""}),
    ("NATO – {news}", [], {"dateline": ""}),
    ("Turkey, Finland and Sweden met. {news}", [], {"dateline": ""}),
    ("COVID-19 kept the ministers apart. {news}", [], {"dateline": ""}),
    # days in lines of their own
    ("Parliament agrees to the protocol\nSeptember 23, 2021\n{news}",
     [("title", "Parliament agrees to the protocol"), ("date", "September 23, 2021")], {"days": ["2021-09-23"]}),
    ("Parliament agrees to the protocol\nUpdated 2024.05.14 09:07 GMT+8\nCGTN\n{news}",
     [("title", "Parliament agrees to the protocol"), ("date", "Updated 2024.05.14 09:07 GMT+8"), ("outlet", "CGTN")],
     {"outlet": "CGTN", "days": ["2024-05-14"]}),
    ("Published: 4 April 2023 at 10:15\n{news}", [("date", "Published: 4 April 2023 at 10:15")], {"days": ["2023-04-04"]}),
    ("Published: 4 April 2023 | Updated: 5 April 2023\n{news}", [("date", "Published: 4 April 2023 | Updated: 5 April 2023")],
     {"days": ["2023-04-04", "2023-04-05"]}),
    ("May 07. 2025. – 09:12 AM\n{news}", [("date", "May 07. 2025. – 09:12 AM")], {"days": ["2025-05-07"]}),
    ("Stockholm, 6 July 2022\n{news}", [("date", "Stockholm, 6 July 2022")], {"days": ["2022-07-06"]}),
    ("{news}\nUpdated : 2021-09-22 21:32 GMT+08:00", [("date", "Updated : 2021-09-22 21:32 GMT+08:00")], {"days": ["2021-09-22"]}),
    # bylines
    ("By Maj Lindqvist and Tom Aarnio\n\n{news}", [("byline", "By Maj Lindqvist and Tom Aarnio")],
     {"byline": ["Maj Lindqvist", "Tom Aarnio"]}),
    ("Olha Hryn, Taras Bondar — Friday, 14 June 2024, 22:11\n{news}", [("byline", "Olha Hryn, Taras Bondar — Friday, 14 June 2024, 22:11")],
     {"byline": ["Olha Hryn", "Taras Bondar"], "days": ["2024-06-14"]}),
    ("Ana Petrova Kostova, BIRN, Skopje\n{news}", [("byline", "Ana Petrova Kostova, BIRN, Skopje")],
     {"byline": ["Ana Petrova Kostova"], "outlet": "Balkan Insight"}),
    ("FRANCE 24 with AFP, AP and Reuters\n{news}", [("byline", "FRANCE 24 with AFP, AP and Reuters")],
     {"outlet": "France 24", "credits": ["Agence France-Presse", "Associated Press", "Reuters"]}),
    ("By Dana Whitlock, Harbour Post, Staff Writer\n{news}", [("byline", "By Dana Whitlock, Harbour Post, Staff Writer")],
     {"byline": ["Dana Whitlock"], "outlet": "Harbour Post"}),
    ("Ministry of Maritime Affairs of Lakeland – Press release\n{news}", [("outlet", "Ministry of Maritime Affairs of Lakeland – Press release")],
     {"outlet": "Ministry of Maritime Affairs of Lakeland"}),
    # notes, contributors, copyright
    ("UPDATE 4-Lakeland drops its veto on the two applicants\n\n(Adds statement of presidency, details)\n\n{news}",
     [("note", "UPDATE 4-"), ("title", "Lakeland drops its veto on the two applicants"), ("note", "(Adds statement of presidency, details)")],
     {"title": "Lakeland drops its veto on the two applicants", "notes": ["UPDATE 4-", "(Adds statement of presidency, details)"]}),
    ("{news}\n(Adds comments from the chair from 5th paragraph.)", [("note", "(Adds comments from the chair from 5th paragraph.)")],
     {"notes": ["(Adds comments from the chair from 5th paragraph.)"]}),
    ("{news}\nCORRECTION: An earlier text gave a wrong count of votes.", [("note", "CORRECTION: An earlier text gave a wrong count of votes.")], {}),
    ("{news} This blog is no longer updated.", [("note", "This blog is no longer updated.")], {}),
    ("{news}\nThis story has been updated with the answer of the ministry.", [("note", "This story has been updated with the answer of the ministry.")], {}),
    ("{news}\n--With assistance from Nadia Drozd.", [("contributors", "--With assistance from Nadia Drozd.")], {"contributors": ["Nadia Drozd"]}),
    ("{news}\n(Reporting by Maj Lindqvist; editing by Tom Aarnio)", [("contributors", "(Reporting by Maj Lindqvist; editing by Tom Aarnio)")], {}),
    ("{news}\n©2023 Fjord Wire L.P.", [("copyright", "©2023 Fjord Wire L.P.")], {"copyright_years": [(2023, "Fjord Wire L.P")]}),
    ("{news}\n© 2022 Alliance Monitor", [("copyright", "© 2022 Alliance Monitor")], {"outlet": "Alliance Monitor"}),
    # the site around the report
    ("{news}\nIf you notice an error, select the text and press Ctrl + Enter.",
     [("residue", "If you notice an error, select the text and press Ctrl + Enter.")], {}),
    ("{news}\nAdvertisement:\n{news}", [("residue", "Advertisement:")], {}),
    ("{news}\nRead also: Ministers to meet again", [("residue", "Read also: Ministers to meet again")], {}),
    ("{news}\nFollow us on Telegram and never miss a line", [("residue", "Follow us on Telegram and never miss a line")], {}),
    ("{news} — File photo\n{news}", [("residue", " — File photo")], {}),
    ("World\n\nLakeland rejects the bid of its neighbour\n\n{news}",
     [("section", "World"), ("title", "Lakeland rejects the bid of its neighbour")], {"title": "Lakeland rejects the bid of its neighbour"}),
    # credits: a line is furniture, words within a sentence stay
    ("{news} (Reuters)", [("credit", " (Reuters)")], {"credits": ["Reuters"]}),
    ("{news}\nSource: Xinhua", [("credit", "Source: Xinhua")], {"credits": ["Xinhua"]}),
    ("{news}\nThe vote was put off, the Xinhua News Agency reported.", [], {"credits": ["Xinhua"]}),
    ("{news}\nBased on reporting by AP and dpa", [("credit", "Based on reporting by AP and dpa")],
     {"credits": ["Associated Press", "Deutsche Presse-Agentur"]}),
    ("{news}\nFrance24 reports about it, transmits UNN.", [], {"outlet": "UNN", "credits": ["France 24", "UNN"]}),
    # a headline is read, so it is marked and no more
    ("Live: Lakeland joins as its neighbour threatens 'countermeasures'\n\n{news}",
     [("title", "Live: Lakeland joins as its neighbour threatens 'countermeasures'")], {}),
    ("Lakeland has joined the pact.\n\n{news}", [], {"title": ""}),
    ("HANKO RADIO\nWhat the week brings\n\n{news}\n© 2022 Hanko Radio",
     [("outlet", "HANKO RADIO"), ("title", "What the week brings"), ("copyright", "© 2022 Hanko Radio")], {}),
]  # fmt: skip


@pytest.mark.parametrize(("template", "furniture", "fields"), ROWS, ids=[row[0][:50] for row in ROWS])
def test_manners(template: str, furniture: list[tuple[str, str]], fields: dict[str, Any]) -> None:
    text = template.replace("{news}", NEWS)
    found = find(text)
    assert [(item.what, text[item.start : item.end]) for item in found.furniture] == furniture
    assert {name: _field(found, name) for name in fields} == fields


def _field(found: Findings, name: str) -> Any:
    if name == "days":
        return [f"{one.day.year or '-'}-{one.day.month:02}-{one.day.day:02}" for one in found.named_days]
    return getattr(found, name)


def test_no_furniture_reaches_into_a_sentence_of_news() -> None:
    for template, _, _ in ROWS:
        text = template.replace("{news}", NEWS)
        blank = [item for item in find(text).furniture if item.what != "title"]
        at = text.find(NEWS)
        while at >= 0:
            assert not any(item.start < at + len(NEWS) and at < item.end for item in blank), text
            at = text.find(NEWS, at + 1)


def test_a_text_with_hard_line_breaks_keeps_its_lines() -> None:
    text = "OSLO, March 9 - The ministry said that it had no\ncomment.\n    The price fell by two cts a\nshare.\n"
    assert [text[item.start : item.end] for item in find(text).furniture] == ["OSLO, March 9 - "]


pieces = st.sampled_from(
    [*(row[0].replace("{news}", NEWS) for row in ROWS), "\n", "\r\n", "\u2028", " ", "By ", "(", "2022", "© "]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=30)), max_size=12).map("".join))
def test_furniture_lies_within_the_text_in_order_and_never_overlaps(text: str) -> None:
    furniture = find(text).furniture
    assert all(0 <= item.start < item.end <= len(text) for item in furniture)
    assert all(one.end <= other.start for one, other in pairwise(furniture))


@given(st.lists(st.one_of(pieces, st.text(max_size=30)), max_size=12).map("".join))
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert find(text) == find(text)
