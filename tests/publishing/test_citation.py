"""Citations: in the manner of Chicago, and for BibTeX."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.model import Act, Report
from accede.publishing import citation


def report(**more: object) -> Report:
    told: dict[str, object] = {
        "name": "1.txt", "text": "Words.", "published": "2022-06-20", "outlet": "Baltic Wire", "title": "Talks fail", "byline": ("Anna Ek",),
        "url": "https://wire.example/talks_1",
    }  # fmt: skip
    return Report(**{**told, **more})  # type: ignore[arg-type]


def test_chicago_names_author_headline_outlet_day_and_address() -> None:
    assert citation.chicago(report()) == "Ek, Anna. “Talks fail.” Baltic Wire, June 20, 2022. https://wire.example/talks_1."


@pytest.mark.parametrize(
    ("byline", "said"),
    [
        ((), "“Talks fail.”"),
        (("Anna Ek", "Jan Holm"), "Ek, Anna, and Jan Holm. “"),
        (("Anna Ek", "Jan Holm", "Ida Lund"), "Ek, Anna, Jan Holm, and Ida Lund. “"),
        (("Anna Ek", "B C", "D E", "F G", "H I", "J K"), "Ek, Anna, B C, D E, F G, H I, and J K. “"),
        (("Anna Ek", "B C", "D E", "F G", "H I", "J K", "L M"), "Ek, Anna, B C, D E, et al. “"),
        (("Anna Maria Ek",), "Anna Maria Ek. “"),
        (("Anna B. Ek",), "Ek, Anna B. “"),
        (("Åsa Öberg-Lund",), "Öberg-Lund, Åsa. “"),
        (("Ek, Anna",), "Ek, Anna. “"),
        (("Wire Staff",), "Wire Staff. “"),
        (("Anna Ek Jr.",), "Anna Ek Jr. “"),
        (("Reuters",), "Reuters. “"),
        ((" ",), "“Talks fail.”"),
    ],
)
def test_authors(byline: tuple[str, ...], said: str) -> None:
    assert citation.chicago(report(byline=byline)).startswith(said)


def test_what_a_report_leaves_open_is_left_out() -> None:
    bare = report(title="", byline=(), url="", outlet="")
    assert citation.chicago(bare) == "Untitled report. 1.txt, June 20, 2022."
    assert "author" not in citation.bibtex(bare) and "title" not in citation.bibtex(bare) and "url" not in citation.bibtex(bare)


def test_signs_at_the_end_of_a_headline_and_marks_within() -> None:
    assert "“Did “it” fail?”" not in citation.chicago(report(title="Did “it” fail?"))
    assert "“Did ‘it’ fail?” Baltic" in citation.chicago(report(title="Did “it” fail?"))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Talks fail", "“Talks fail.”"),
        ("Talks fail.", "“Talks fail.”"),
        ("Will talks fail?", "“Will talks fail?”"),
        ("They fail!", "“They fail!”"),
        ("He said “no”", "“He said ‘no.’”"),
        ("He said “no.”", "“He said ‘no.’”"),
        ('"No" is "no"', "“'No' is 'no.'”"),
        ("“Enough?”", "“‘Enough?’”"),
        ("The dockers’", "“The dockers’.”"),
        ("“", "“‘.”"),
        (" ", "Untitled report."),
    ],
)
def test_headlines(title: str, said: str) -> None:
    assert citation.chicago(report(title=title, byline=())) == f"{said} Baltic Wire, June 20, 2022. https://wire.example/talks_1."


@pytest.mark.parametrize(
    ("day", "said"),
    [("2022-06-20", "June 20, 2022"), ("2022-12-01", "December 1, 2022"), ("2022-06", "June 2022"), ("2022", "2022")],
)
def test_a_day_is_told_as_far_as_it_is_known_and_no_day_of_access(day: str, said: str) -> None:
    act = Act(action="ratification", actor="TUR", of=("SWE",), to=("nato",), date=day, source="Gazette")
    assert citation.chicago_act(act).endswith(f", {said}. Gazette.")
    assert "ccessed" not in citation.chicago(report(url=""))


@pytest.mark.parametrize(
    ("byline", "said"),
    [
        (("Anna Ek", "Jan Holm"), "author = {Ek, Anna and Holm, Jan}"),
        (("Anna Maria Ek", "Wire & Staff"), r"author = {{Anna Maria Ek} and {Wire \& Staff}}"),
        (("Black and White",), "author = {{Black and White}}"),
        ((" ", "Anna Ek"), "author = {Ek, Anna}"),
    ],
)
def test_names_of_persons_are_in_their_parts_and_others_whole(byline: tuple[str, ...], said: str) -> None:
    assert said in citation.bibtex(report(byline=byline))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("100% & more_or #1 $5", r"100\% \& more\_or \#1 \$5"),
        ("a{b}c", r"a\{b\}c"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("\\input{x}", r"\textbackslash{}input\{x\}"),
        ("a<b>c|d", r"a\textless{}b\textgreater{}c\textbar{}d"),
        ("Erdoğan “no”", "Erdoğan “no”"),
    ],
)
def test_signs_of_tex_are_signs(title: str, said: str) -> None:
    assert f"title = {{{{{said}}}}}" in citation.bibtex(report(title=title))


def test_bibtex_has_a_field_a_line() -> None:
    told = report()
    assert citation.bibtex(told) == (
        f"@misc{{balticwire2022-{told.id[:6]},\n  author = {{Ek, Anna}},\n  title = {{{{Talks fail}}}},\n  howpublished = {{Baltic Wire}},\n"
        f"  year = {{2022}},\n  month = jun,\n  day = {{20}},\n  url = {{https://wire.example/talks_1}},\n  note = {{Accede report {told.id}}}\n}}"
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/}{", "https://a.example/ b", "ftp://a.example"])
def test_an_address_that_is_none_of_the_web_is_left_out(url: str) -> None:
    assert "url" not in citation.bibtex(report(url=url)) and citation.chicago(report(url=url)).endswith("2022.")


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_nothing_of_a_text_ends_a_field(title: str, outlet: str, byline: list[str]) -> None:
    entry = citation.bibtex(report(title=title, outlet=outlet, byline=tuple(byline)))
    bare = re.sub(r"\\.", "", entry)
    depth = 0
    for at, sign in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or at < bare.index("{") or at == len(bare) - 1
    assert depth == 0 and "\x1b" not in entry and len(entry.splitlines()) <= 10


def test_an_act_is_cited_by_its_source() -> None:
    act = Act(action="parliament_approved", actor="TUR", of=("SWE",), to=("nato",), date="2024-01-23", source="Resmî Gazete 32439 & more")
    assert citation.chicago_act(act) == "Turkey, parliament approved of Sweden to NATO, January 23, 2024. Resmî Gazete 32439 & more."
    assert r"howpublished = {Resmî Gazete 32439 \& more}" in citation.bibtex_act(act) and "author = {{Turkey}}" in citation.bibtex_act(act)
