"""Who says what: rows of (text, source, cue, content). Sentences and outlets are our own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.model import Report
from accede.reading.attribution import Attribution, attributions, quotations
from accede.reading.parse import parse

# Each row: text, then the attributions wanted as (source, cue, content); others may be found besides.
# Contents of several pieces are joined with " | ".
Row = tuple[str, list[tuple[str, str, str]]]

QUOTES: list[Row] = [
    ("“We are ready to sign,” the minister said.", [("the minister", "said", "“We are ready to sign,”")]),
    ("“We are ready,” said Foreign Minister Anna Holm.", [("Foreign Minister Anna Holm", "said", "“We are ready,”")]),
    ("“We are ready,” Holm said. “We have waited for two years.”",
     [("Holm", "said", "“We are ready,”"), ("Holm", "said", "“We have waited for two years.”")]),
    ("“We are ready,” Holm said.\n\n“We have waited for two long years.”",
     [("Holm", "said", "“We have waited for two long years.”")]),
    ("“We are ready to sign.\n\n“We have waited for two years,” Holm said.",
     [("Holm", "said", "“We are ready to sign."), ("Holm", "said", "“We have waited for two years,”")]),
    ("“We are ready,” Holm said, “and we have waited.”", [("Holm", "said", "“We are ready,” | “and we have waited.”")]),
    ("Holm called the vote “a great step” and said it was “long overdue”.",
     [("Holm", "called", "the vote “a great step”"), ("Holm", "said", "it was “long overdue”")]),
    ("Ministers argued over the fee. ''It is too high,'' Kolb said. ''We shall not pay it.''",
     [("Kolb", "said", "''It is too high,''"), ("Kolb", "said", "''We shall not pay it.''")]),
    ("''We are ready to sign,'' the minister said.", [("the minister", "said", "''We are ready to sign,''")]),
    ("«We are ready to sign», the minister said.", [("the minister", "said", "«We are ready to sign»")]),
    ("„We are ready to sign“, the minister said.", [("the minister", "said", "„We are ready to sign“")]),
    ("The minister wrote: “We are ready to sign.”", [("The minister", "wrote", "“We are ready to sign.”")]),
    ("“The king told us ‘never again’ in May,” Holm said.", [("Holm", "said", "“The king told us ‘never again’ in May,”")]),
    ("“We are ready to sign the protocol.” — Anna Holm, foreign minister",
     [("Anna Holm, foreign minister", "—", "“We are ready to sign the protocol.”")]),
    ("Brandt said the hosts had taken a 'friendly view' of opening the border.",
     [("Brandt", "said", "the hosts had taken a 'friendly view' of opening the border")]),
    ("“This was a good day,” wrote Holm on her page.", [("Holm", "wrote", "“This was a good day,”")]),
]  # fmt: skip

LINES: list[Row] = [
    ("Stoltenberg: The offer still stands\n\nThe alliance met on Monday.", [("Stoltenberg", ":", "The offer still stands")]),
    ("ANCHOR: Will the parliament vote this week?\n\nHOLM: It will, and I expect a clear result.",
     [("HOLM", ":", "It will, and I expect a clear result.")]),
    ("Anna Holm, foreign minister: “We are ready to sign.”", [("Anna Holm, foreign minister", ":", "“We are ready to sign.”")]),
    ("The mood was grim. From the chairman: “The fee is dead.”", [("the chairman", ":", "“The fee is dead.”")]),
    ("The judge continued:\n\n“The chapter is closed.”", [("The judge", "continued", "“The chapter is closed.”")]),
    ("The judge called them to order:\n\n“The fee is illegal.\n\n“It has to be repaid,”",
     [("The judge", "called", "“The fee is illegal."), ("The judge", "called", "“It has to be repaid,”")]),
    ("Holm praised the mediators of the last round.\n\n“They never gave up on us, not even in winter.”",
     [("Holm", "praised", "the mediators of the last round"),
      ("Holm", "praised", "“They never gave up on us, not even in winter.”")]),
    ("Asked for a date, the envoy shook his head and said, “No.”", [("the envoy", "said", "“No.”")]),
    ("The ministry said in a statement:\n\nThe protocol enters into force on Monday.",
     [("The ministry", "said", "The protocol enters into force on Monday.")]),
]  # fmt: skip

CLAUSES: list[Row] = [
    ("The minister said that the vote was open and that it would be held in May.",
     [("The minister", "said", "that the vote was open and that it would be held in May")]),
    ("The minister said the vote was open, adding that it would be held in May.",
     [("The minister", "said", "the vote was open"), ("The minister", "adding", "that it would be held in May")]),
    ("But after the long delay, he said, a second round was arranged.",
     [("he", "said", "But after the long delay | a second round was arranged")]),
    ("Chile, he said, stood by the treaty.", [("he", "said", "Chile | stood by the treaty")]),
    ("Before the summer, Brandt said, parliaments had moved from words to votes.",
     [("Brandt", "said", "Before the summer | parliaments had moved from words to votes")]),
    ("The vote will be held in May, the speaker of parliament said on Monday.",
     [("the speaker of parliament", "said", "The vote will be held in May")]),
    ("The talks went well, the Northern News Agency reported.", [("the Northern News Agency", "reported", "The talks went well")]),
    ("Brandt said that Peru had acknowledged that Chile had opened its market.",
     [("Brandt", "said", "that Peru had acknowledged that Chile had opened its market"),
      ("Peru", "acknowledged", "that Chile had opened its market")]),
    ("Holm wrote that the last hurdle had been cleared that morning.",
     [("Holm", "wrote", "that the last hurdle had been cleared that morning")]),
    ("According to the ministry, the talks will resume in June.", [("the ministry", "According to", "the talks will resume in June")]),
    ("The talks will resume in June, according to two officials.", [("two officials", "according to", "The talks will resume in June")]),
    ("In Ankara's view, the list is incomplete.", [("Ankara's", "In view", "the list is incomplete")]),
    ("The chairman of the committee told that the vote will be next week.",
     [("The chairman of the committee", "told", "that the vote will be next week")]),
    ("The Greek side on its side confirmed that it will sign.", [("The Greek side on its side", "confirmed", "that it will sign")]),
    ("Kolb predicted at the last meeting of the group that the fee would rise.", [("Kolb", "predicted", "that the fee would rise")]),
    ("The fund is not empty; she says she will pay the fee.", [("she", "says", "she will pay the fee")]),
    ("“It is our bad luck,” Kolb said, that both funds were closed.",
     [("Kolb", "said", "“It is our bad luck,” | that both funds were closed")]),
    ("Kolb said that the fee “can be high,” and that it had never been paid.",
     [("Kolb", "said", "that the fee “can be high,” and that it had never been paid")]),
    ("The vote was, in the words of the chairman, “a farce”.", [("the chairman", "in words", "“a farce”")]),
    ("As reported by the Harbour Gazette, the fee will rise in May.",
     [("the Harbour Gazette", "reported", "the fee will rise in May")]),
    ("“The fee is dead,” as one diplomat put it.", [("one diplomat", "put", "“The fee is dead,”")]),
    ("Holm, Kolb and the third minister said they would sign.", [("Holm, Kolb and the third minister", "said", "they would sign")]),
    ("Both ministers said that they would sign.", [("Both ministers", "said", "that they would sign")]),
    ("Asked about the delay, Holm said the list was complete.",
     [("", "Asked about", "the delay"), ("Holm", "said", "the list was complete")]),
    ("When asked by a reporter about the delay, the envoy said that it would be short.",
     [("the envoy", "said", "that it would be short")]),
    ("The trade commissioner, Marta Kolb, bluntly said the chapter was closed.",
     [("The trade commissioner, Marta Kolb", "said", "the chapter was closed")]),
    ("She's said she will sign the accord in May.", [("She", "said", "she will sign the accord in May")]),
    ("The union sent members an email saying that the fee would rise.", [("The union", "saying", "that the fee would rise")]),
    ("The council adopted an appeal calling the fee a mistake.", [("The council", "calling", "the fee a mistake")]),
    ("The ministry says the talks have failed and demands a new vote.",
     [("The ministry", "says", "the talks have failed"), ("The ministry", "demands", "a new vote")]),
    ("The chancellor ended the debate by saying that the fund would be closed.",
     [("The chancellor", "saying", "that the fund would be closed")]),
    ("The union criticised the ministry for saying that the fee would rise.",
     [("the ministry", "saying", "that the fee would rise")]),
    ("He told reporters that the vote was open.", [("He", "told", "that the vote was open")]),
    ("She issued a statement saying that the vote was open.", [("She", "saying", "that the vote was open")]),
]  # fmt: skip

ATTITUDES: list[Row] = [
    ("The ambassador voiced hope that the talks would resume.", [("The ambassador", "voiced hope", "that the talks would resume")]),
    ("The government is of the opinion that the list is complete.",
     [("The government", "is opinion", "that the list is complete")]),
    ("The president made it clear that he would not sign.", [("The president", "made clear", "that he would not sign")]),
    ("The president made clear that he would not sign.", [("The president", "made clear", "that he would not sign")]),
    ("Hungary refuses to ratify the protocol.", [("Hungary", "refuses", "to ratify the protocol")]),
    ("Norway is convinced that the fund will pay.", [("Norway", "convinced", "that the fund will pay")]),
    ("The union is unwilling to pay the fee.", [("The union", "unwilling", "to pay the fee")]),
    ("Their opposition to the fee never faded.", [("Their", "opposition", "the fee")]),
    ("The mayor would welcome a lower fee.", [("The mayor", "welcome", "a lower fee")]),
    ("The envoy did not mention the fee.", [("The envoy", "mention", "the fee")]),
    ("Critics berate the council for the fee.", [("Critics", "berate", "the council for the fee")]),
    ("Holm criticised the fee, which was raised in May.", [("Holm", "criticised", "the fee")]),
    ("Norway supports the application.", [("Norway", "supports", "the application")]),
    ("Holm praised the vote in the parliament.", [("Holm", "praised", "the vote in the parliament")]),
    ("Brussels welcomed the decision.", [("Brussels", "welcomed", "the decision")]),
    ("Finland plans to sign the protocol in May.", [("Finland", "plans", "to sign the protocol in May")]),
    ("He hoped that all would vote in spring.", [("He", "hoped", "that all would vote in spring")]),
    ("She spoke of a rare success.", [("She", "spoke of", "a rare success")]),
    ("The prime minister had praise for members that had voted early.",
     [("The prime minister", "had praise", "members that had voted early")]),
    ("The party expressed support for it.", [("The party", "expressed", "support for it")]),
    ("Turkey urged Sweden to extradite the suspects.", [("Turkey", "urged", "Sweden to extradite the suspects")]),
    ("Holm called for a quick vote.", [("Holm", "called for", "a quick vote")]),
    ("The minister described the offer as a trap.", [("The minister", "described", "the offer as a trap")]),
    ("The envoy was confident that a solution would be found.",
     [("The envoy", "confident", "that a solution would be found")]),
]  # fmt: skip

# (text, words of which none may be the content of an attribution)
SILENT = [
    ("The envoy flew to Lima to collect the last signatures.", "to collect the last signatures"),
    ("Sweden has a new government.", "a new government"),
    ("The alliance held a summit in Vilnius.", "a summit in Vilnius"),
    ("The committee raised the fee in May.", "the fee in May"),
    ("Seven states joined the treaty in 2004.", "the treaty"),
    ("Correction: The fee rose in May.", "The fee rose in May"),
    ("In a later interview, she joked about the fee.", "In a later interview"),
    ("Ministers argued over the fee. ''It is too high,'' Kolb said.", "argued"),
]

MANNERS = [
    ("The minister said that the vote was open.", "say"),
    ("The minister believes that the vote is open.", "think"),
    ("Finland plans to sign the protocol in May.", "think"),
    ("Brussels welcomed the decision.", "judge"),
    ("Turkey urged Sweden to extradite the suspects.", "ask"),
    ("The minister described the offer as a trap.", "name"),
    ("According to the ministry, the talks will resume in June.", "according"),
]


def read(text: str) -> list[tuple[Attribution, tuple[str, str, str]]]:
    doc = parse(Report(name="row", text=text, published="2023-01-01"))
    rows = []
    for found in attributions(doc):
        source, cue = ("".join(doc[i].text + doc[i].whitespace_ for i in tokens).strip(" ,") for tokens in (found.source, found.cue))
        rows.append((found, (source, cue, " | ".join(text[start:end] for start, end in found.content))))
    return rows


@pytest.mark.parametrize(("text", "wanted"), [*QUOTES, *LINES, *CLAUSES, *ATTITUDES])
def test_source_cue_and_content(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = [row for _, row in read(text)]
    assert [row for row in wanted if row not in found] == [], found


@pytest.mark.parametrize(("text", "words"), SILENT)
def test_what_nobody_says(text: str, words: str) -> None:
    assert [row for _, row in read(text) if words in row[2]] == []


@pytest.mark.parametrize(("text", "manner"), MANNERS)
def test_manner(text: str, manner: str) -> None:
    assert [found.manner for found, _ in read(text)] == [manner]


@pytest.mark.parametrize(("text", "wanted"), [
    ("He said “A b. “C d” e” and left.", ["“A b. “C d” e”"]),
    ("\"A b,\" he said, \"c d.\"", ["\"A b,\"", "\"c d.\""]),
    ("a 'positive attitude' to it", ["'positive attitude'"]),
    ("the allies' reply and the '90s", []),
    ("‘It’s the allies’ reply,’ he said. ‘No.’", ["‘It’s the allies’ reply,’", "‘No.’"]),
    ("„Yes“, he said, „no“ and left", ["„Yes“", "„no“"]),
    ("«A b», said »C d« and ”E f” here", ["«A b»", "»C d«", "”E f”"]),
    ("''Hello there,'' he said. ''Bye''", ["''Hello there,''", "''Bye''"]),
    ("“An open paragraph.\n“And a second,” he said.", ["“An open paragraph.", "“And a second,”"]),
    ("“Closed with the wrong mark,“ he said.", ["“Closed with the wrong mark,“"]),
    ("a plank of 5'11\" length", []),
    ("\"The envoy read: “Not now,” and left.\" Silence.", ["\"The envoy read: “Not now,” and left.\""]),
    ("\"The envoy told us.\n\"“Not now,” she said.\n\"We left.\"", ["\"The envoy told us.", "\"“Not now,” she said.", "\"We left.\""]),
])  # fmt: skip
def test_quotations(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == wanted


@given(st.text(alphabet="ab ,.\n\"'“”«»„‘’`", max_size=60))
def test_quotations_are_ordered_and_apart(text: str) -> None:
    spans = quotations(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["“Yes", "no,”", "he said", "Holm", ":", "that", "hopes", "—", "\n\n", ".", ",", "'we", "sign'"]), max_size=20))
def test_spans_lie_in_the_text_and_hold_a_word(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for found, _ in read(text):
        assert all(0 <= start < end <= len(text) for start, end in found.content)
        assert found.cue and found.manner in {"say", "think", "judge", "ask", "name", "according"}


def test_views_within_what_somebody_says_are_the_speakers() -> None:
    rows = [row for _, row in read("According to the ministry, Finland plans to sign the protocol in May.")]
    assert rows == [("the ministry", "According to", "Finland plans to sign the protocol in May")]


def test_holds_is_half_of_the_span_or_more() -> None:
    found = Attribution((0,), (1,), ((10, 20), (30, 40)), "say", False, 2)
    assert found.holds(10, 12) and found.holds(15, 25) and found.holds(38, 41)
    assert not found.holds(18, 28) and not found.holds(22, 22)
