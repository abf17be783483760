import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.publishing.clean import cell, json_text, lines, markdown, plain

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("agreed today", "agreed today"),
        ("Stenström said", "Stenström said"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bPpayload\x1b\\after", "after"),
        ("\x1b", ""),
        ("one\r\ntwo\tthree", "one two three"),
        ("left \u202eright", "left right"),
        ("zero\u200bwidth \ufeff", "zerowidth"),
        ("line\u2028line", "line line"),
        ("no\u00a0break", "no break"),
    ],
)
def test_plain_takes_out_what_steers_a_terminal_or_an_eye(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_is_one_line_of_visible_signs_whatever_comes(text: str) -> None:
    shown = plain(text)
    assert not [sign for sign in shown if unicodedata.category(sign) in UNSEEN]
    assert plain(shown) == shown


@given(st.text())
def test_lines_keeps_newlines_and_no_other_control(text: str) -> None:
    assert not [sign for sign in lines(text) if sign != "\n" and unicodedata.category(sign) in UNSEEN]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u200b=1", " =1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@given(st.text())
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("[x](http://y)", "\\[x\\](http&#58;//y)"),
        ("www.x.y", "www&#46;x.y"),
        ("# title", "\\# title"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("a | b", "a \\| b"),
        ("AT&T", "AT&amp;T"),
    ],
)
def test_markdown_shows_signs_and_obeys_none(text: str, shown: str) -> None:
    assert markdown(text) == shown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_keeps_every_character_and_shows_no_unseen_one(text: str) -> None:
    written = json_text({"quote": text})
    assert json.loads(written) == {"quote": text}
    assert not [sign for sign in written if sign != "\n" and unicodedata.category(sign) in UNSEEN]


def test_json_leaves_letters_readable() -> None:
    assert json_text("Stenström", indent=0) == '"Stenström"'
    assert re.search(r"\\u202e", json_text("a\u202eb", indent=0))
    assert json.loads(json_text("\U000e0001", indent=0)) == "\U000e0001"
