"""The page of the search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.made import APPLIED, SCRIPT, applied, client_of, hostile_client, is_harmless, report


def test_an_empty_question_shows_how_to_ask(client: TestClient) -> None:
    page = client.get("/search").text
    assert "How to ask" in page and "ratif*" in page and "quotation marks" in page and "<li>" not in page


def test_what_is_found_is_marked_and_leads_to_its_words(client: TestClient) -> None:
    page = client.get("/search?q=canada+ratif*&sort=claim").text
    assert "<mark>Canada</mark> <mark>ratified</mark> the accession of both" in page
    link = re.findall(r'href="(/evidence/[^"]+#passage)"', page)[0].replace("&amp;", "&")
    page = client.get(link.split("#")[0]).text
    assert '<mark id="passage"><mark class="word" id="found">Canada</mark> <mark class="word">ratified</mark> the' in page


def test_words_in_quotation_marks_follow_each_other(client: TestClient) -> None:
    assert "<mark>began to look</mark>" in client.get('/search?q="began to look"').text
    assert "No place has all of these words" in client.get('/search?q="look began to"').text


def test_only_what_was_known_is_found(client: TestClient) -> None:
    assert "Canada</mark>" in client.get("/search?q=canada").text
    early = client.get("/search?q=canada&known=2022-07-01").text
    assert "Canada</mark>" not in early and "1 July 2022" in early and "No place has all of these words" in early


def test_links_and_form_keep_the_two_days(client: TestClient) -> None:
    page = client.get("/search?q=brussels&valid=2022-07-01&known=2022-07-02").text
    assert 'name="known" value="2022-07-02"' in page.split('role="search"')[1]
    assert all("valid=2022-07-01" in link and "known=2022-07-02" in link for link in re.findall(r'href="(/evidence/[^"]+)"', page))


def test_a_speaker_leads_to_whom_it_speaks_for(client: TestClient) -> None:
    page = client.get("/search?q=ek&sort=speaker").text
    assert "Anna <mark>Ek</mark>, negotiator" in page and 'speaks for <a href="/actor/SWE">Sweden</a>' in page


@pytest.mark.parametrize("asked", ["sweden", "SWEDEN", "Swēden"])
def test_the_name_of_an_actor_leads_to_its_page(client: TestClient, asked: str) -> None:
    assert 'href="/actor/SWE"' in client.get(f"/search?q={asked}").text


def test_a_question_without_a_word_is_answered_with_the_help(client: TestClient) -> None:
    page = client.get("/search?q=!!!")
    assert page.status_code == 200 and "there is no word to search for" in page.text and "How to ask" in page.text


def test_twenty_a_page(tmp_path: Path) -> None:
    told = [report(f"{APPLIED} and this is number {n}.", f"2022-06-{n:02}") for n in range(1, 26)]
    with client_of(tmp_path / "a.db", [(one, [applied(one)]) for one in told]) as client:
        first = client.get("/search?q=number&sort=report&known=2022-06-30").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")).text
    assert (first.count("<li>"), second.count("<li>")) == (20, 5)
    assert 'start="21"' in second and 'rel="next"' not in second and "known=2022-06-30" in second


def test_hostile_words_are_words(client: TestClient, tmp_path: Path) -> None:
    assert is_harmless(client.get("/search?q=bold").text)
    with hostile_client(tmp_path / "b.db")[0] as browser:
        assert is_harmless(browser.get("/search?q=alert").text)
        assert SCRIPT not in browser.get("/search", params={"q": f'"{SCRIPT}', "sort": SCRIPT}).text


FOLDED = [
    ("Erdogan", "Erdoğan"), ("ERDOĞAN", "Erdoğan"), ("istanbul", "İstanbul"), ("ıstanbul", "İstanbul"), ("strasse", "Straße"), ("cafe", "cafe\u0301"),
    ("orsted", "Ørsted"), ("ratif*", "ratified"), ('"of the talks"', "of the  Talks"), ("NATO", "NATO"), ("2022", "2022"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "word"), FOLDED)
def test_a_hit_marks_the_words_however_they_are_written_and_so_does_the_report(tmp_path: Path, asked: str, word: str) -> None:
    far = "Nothing of it. " * 40
    told = report(f"{APPLIED}. {far}Erdoğan of İstanbul, Straße, cafe\u0301 and Ørsted ratified in 2022, and of the  Talks.")
    with client_of(tmp_path / "f.db", [(told, [applied(told)])]) as client:
        page = client.get("/search", params={"q": asked, "sort": "report"}).text
        assert f"<mark>{word}</mark>" in page
        link = re.findall(r'href="(/evidence/[^"]+#found)"', page)[0].replace("&amp;", "&").split("#")[0]
        assert 'class="word" id="found">' in (whole := client.get(link).text) and f">{word}</mark>" in whole


def test_the_words_around_are_those_where_most_of_the_words_are(tmp_path: Path) -> None:
    told = report(f"{APPLIED}. Turkey spoke. {'Nothing of it. ' * 40}Turkey ratified the protocol.")
    with client_of(tmp_path / "f.db", [(told, [applied(told)])]) as client:
        assert "<mark>Turkey</mark> <mark>ratified</mark> the <mark>protocol</mark>" in client.get("/search?q=turkey+ratified+protocol&sort=report").text


def test_a_report_found_by_its_title_has_the_title_marked(tmp_path: Path) -> None:
    told = report(f"{APPLIED}.", title="Ministers quarrel")
    with client_of(tmp_path / "f.db", [(told, [applied(told)])]) as client:
        page = client.get("/search?q=quarrel").text
        assert "Ministers <mark>quarrel</mark>" in page
        opened = client.get(re.findall(r'href="(/evidence/[^"#]+)', page)[0].replace("&amp;", "&")).text
    assert "<h1>Ministers <mark>quarrel</mark></h1>" in opened and "none of the words that were searched for" in opened


def test_actors_and_speakers_stand_first(client: TestClient) -> None:
    page = client.get("/search?q=ek").text
    first, rest = page.split('class="first-found"')[1].split("</section>")
    assert "Anna <mark>Ek</mark>, negotiator" in first and "(speaker)" not in rest
    assert '<a href="/actor/TUR">' in client.get("/search?q=Turkey+talks").text.split('class="first-found"')[1].split("</section>")[0]
    assert "first-found" not in client.get("/search?q=brussels").text


def test_further_pages_have_the_sort_and_the_speakers_no_more(tmp_path: Path) -> None:
    told = [report(f"{APPLIED} and this is number {n} of Sweden.", f"2022-06-{n:02}") for n in range(1, 26)]
    with client_of(tmp_path / "a.db", [(one, [applied(one)]) for one in told]) as client:
        page = client.get("/search?q=sweden&sort=claim").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', page)[0].replace("&amp;", "&")).text
    assert second.count("(claim)") == 5 and 'value="claim" selected' in second and "sort=claim" in re.findall(r'rel="prev" href="([^"]+)"', second)[0]
    assert 'class="first-found"' in page and 'class="first-found"' not in second


def test_where_nothing_is_found_it_is_said_why_and_where_else_to_look(client: TestClient) -> None:
    assert "Nowhere alone: <strong>&#34;zebra&#34;</strong>." in client.get("/search?q=canada+zebra").text
    assert "Nowhere alone" not in client.get("/search?q=canada+brussels").text
    page = client.get("/search?q=canada&sort=speaker&known=2022-06-01").text
    assert "No speaker has all of these words" in page and 'href="/search?q=canada&amp;known=2022-06-01"' not in page
    assert '<a href="/search?known=2022-06-01&amp;q=canada">Search in all</a>' in page
    assert '<a href="/search?q=canada&amp;sort=speaker">in what was known on the record' in page


def test_what_is_searched_for_is_no_markup_of_a_report(client: TestClient, tmp_path: Path) -> None:
    with hostile_client(tmp_path / "b.db")[0] as browser:
        link = re.findall(r'href="(/evidence/[^"#]+)', browser.get("/search?q=alert").text)[0].replace("&amp;", "&")
        assert is_harmless(browser.get(link).text)
        page = browser.get(link.split("?")[0], params={"find": f'"{SCRIPT}" {SCRIPT}'}).text
        assert SCRIPT not in page and is_harmless(page) and 'class="word"' in page


@pytest.mark.parametrize("page", ["0", "-1", "two", "1e9"])
def test_a_page_that_is_none_is_refused(client: TestClient, page: str) -> None:
    assert client.get(f"/search?q=nato&page={page}").status_code == 404
