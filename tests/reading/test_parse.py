"""The parsed report: offsets are the stored text's own, whatever is blanked or joined."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.model import Furniture, Report
from accede.reading.parse import LONGEST_SENTENCE, parse, visible

HEAD = "Northern Daily\nTreaty signed\nBy Anna Holm\n"
BODY = "Norway signed the treaty.\n"

WRAPPED = (
    "The foreign ministers of the three countries met in the capital on Monday\n"
    "to speak about the protocol that their parliaments have still to approve\n"
    "before the end of the year, and they agreed that a second round should be\n"
    "held in the spring, when the committee will have finished its report on\n"
    "the law. None of them wanted to say what the report would hold, but each\n"
    "of them hoped that it would be short.\n"
    "\n"
    "A second paragraph begins here, and it is broken at the same column as the\n"
    "first, so that nobody could take its lines for paragraphs of their own.\n"
)
PARAGRAPHS = "\n".join(["The ministers met in the capital on Monday to speak about the protocol."] * 8) + "\n"


def report(text: str, *furniture: Furniture) -> Report:
    return Report(name="row", text=text, published="2023-05-02", furniture=furniture)


def test_furniture_is_blanked_but_the_title_is_read() -> None:
    title, byline = HEAD.index("Treaty"), HEAD.index("By")
    seen = visible(report(
        HEAD + BODY,
        Furniture(0, title - 1, "outlet"), Furniture(title, byline - 1, "title"), Furniture(byline, len(HEAD) - 1, "byline"),
    ))  # fmt: skip
    assert seen == " " * len("Northern Daily") + "\nTreaty signed\n" + " " * len("By Anna Holm") + "\n" + BODY


def test_lines_inside_furniture_stay_lines() -> None:
    assert visible(report("one\ntwo\n" + BODY, Furniture(0, 8, "notes"))) == "   \n   \n" + BODY


@pytest.mark.parametrize("mark", "•·▪●■►*")
def test_the_marks_of_a_list_are_blank(mark: str) -> None:
    assert visible(report(f"{mark} Norway signed.\n{mark} Chile ratified.\n")) == "  Norway signed.\n  Chile ratified.\n"


def test_the_lines_of_a_hard_wrapped_text_are_joined_and_its_paragraphs_are_not() -> None:
    seen = visible(report(WRAPPED))
    assert seen.strip().split("\n\n") == [part.replace("\n", " ") for part in WRAPPED.strip().split("\n\n")]


@pytest.mark.parametrize("text", [PARAGRAPHS, "Norway signed\nChile ratified\n", HEAD + BODY])
def test_lines_that_are_paragraphs_are_not_joined(text: str) -> None:
    assert visible(report(text)) == text


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any text with any passages of it as furniture."""
    text = draw(st.text(max_size=80) | st.sampled_from([WRAPPED, PARAGRAPHS]))
    at = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(at, at, st.sampled_from(["title", "byline"])), max_size=4))
    return report(text, *(Furniture(min(a, b), max(a, b), what) for a, b, what in spans))


@given(reports())
def test_what_is_seen_is_as_long_as_the_text(sample: Report) -> None:
    assert len(visible(sample)) == len(sample.text)


@settings(max_examples=30)
@given(reports())
def test_a_word_stands_where_the_stored_text_has_it(sample: Report) -> None:
    doc = parse(sample)
    assert doc.text == visible(sample)
    for token in doc:
        if token.is_alpha:
            assert sample.text[token.idx : token.idx + len(token)] == token.text


def test_no_sentence_crosses_a_paragraph() -> None:
    doc = parse(report("Norway signs the treaty today\n\nThe parliament in Santiago\nwill vote in May.\n"))
    starts = {token.text for token in doc if token.is_sent_start}
    assert {"Norway", "The", "will"} <= starts


def test_a_sentence_without_an_end_is_cut() -> None:
    doc = parse(report("Finland ratified the treaty with Sweden and " * 200))
    assert len(list(doc.sents)) > 1 and all(len(list(sentence)) <= LONGEST_SENTENCE + 1 for sentence in doc.sents)


def test_a_rule_of_signs_is_blanked() -> None:
    assert visible(report('Norway signed.\n"=-"=-"=-"=-"=-"=-"=-"=-\nIt was "late".')) == "Norway signed.\n" + " " * 24 + '\nIt was "late".'


@pytest.mark.parametrize(("text", "verb", "lemma"), [
    ("They hoped to win.", "hoped", "hope"), ("She hopes to win.", "hopes", "hope"), ("They were hoping to win.", "hoping", "hope"), ("It hopped away.", "hopped", "hop"),
    ("The vote is slated for May.", "slated", "slate"), ("They relaunched the talks.", "relaunched", "relaunch"), ("They barred him.", "barred", "bar"),
    ("They voted.", "voted", "vote"), ("They were singing.", "singing", "sing"), ("The house adopted it.", "adopted", "adopt"),
])  # fmt: skip
def test_a_verb_is_known_by_its_forms(text: str, verb: str, lemma: str) -> None:
    doc = parse(Report(name="verbs", text=text, published="2022-11-20"))
    assert next(token.lemma for token in doc if token.text == verb) == lemma
