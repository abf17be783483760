"""The article of a page and what the page says of itself; hostile pages end in one refusal."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import ReportRefused
from accede.reports.html import MOST_CHARACTERS, MOST_DEEP, MOST_ELEMENTS, article

FIRST = (
    "The parliament of Lakeland voted on Monday for the accession of its neighbour, by 182 votes to 6, after a long debate. "
    * 2
)
SECOND = "The president has five days to sign the law, and the papers will then be handed over to the depositary. " * 2
PAGE = f"""<!DOCTYPE html><html><head><title>Lakeland votes - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Maj Lindqvist">
<meta property="article:published_time" content="2023-03-27T20:05:00+03:00">
<link rel="canonical" href="https://harbour-post.example/world/lakeland-votes">
</head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Lakeland votes</h1><p>{FIRST}</p><p>{SECOND}</p></article><footer>Cookies and terms</footer></body></html>"""


def test_the_article_in_paragraphs_with_what_the_page_says_of_itself() -> None:
    page = article(PAGE)
    assert page.text.split("\n\n")[-2:] == [FIRST.strip(), SECOND.strip()]
    assert "Cookies" not in page.text and "Sport" not in page.text
    assert (page.published, page.outlet, page.byline) == ("2023-03-27", "Harbour Post", ("Maj Lindqvist",))
    assert page.url == "https://harbour-post.example/world/lakeland-votes"


def test_no_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    frame = '<iframe src="https://frame.example/"></iframe><img src="https://image.example/a.png">'
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "https://entity.example/">]>'
    assert article(PAGE.replace("<!DOCTYPE html>", entity).replace("<nav>", frame + "<nav>")).text


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div>" * (MOST_DEEP + 50) + "words", "nested"),
        ("<p>a" * (MOST_ELEMENTS + 1), "elements"),
        ("<p>" + "a" * MOST_CHARACTERS, "characters"),
        ("<html></html>", "without an article"),
        ("<!--", "without an article"),
        ("<html><head><title>Only a title</title></head><body></body></html>", "without an article"),
    ],
)
def test_a_page_over_a_limit_or_without_an_article_is_refused(markup: str, reason: str) -> None:
    with pytest.raises(ReportRefused, match=reason):
        article(markup)


tags = st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<article>", "<h1>", "<time datetime='2023-13-45'>", "<a href='//'>",
                        "<meta property='article:published_time' content='", "'>", "<script>", "]]>", "&#0;", "&#xD800;", "\x00", FIRST])  # fmt: skip


@given(st.lists(st.one_of(tags, st.text(max_size=10)), max_size=20).map("".join))
def test_any_markup_gives_an_article_or_a_refusal(markup: str) -> None:
    try:
        assert article(markup).text.strip()
    except ReportRefused as refused:
        assert refused.remedy


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:modified_time" content="2023-03-28T09:00:00+03:00">', "2023-03-28T06:00"),
        ('<script type="application/ld+json">{"dateModified": "2023-03-29"}</script>', "2023-03-29"),
        # changed at the moment of publication: never
        ('<meta property="article:modified_time" content="2023-03-27T20:05:00+03:00">', ""),
        ("", ""),
    ],
)
def test_a_page_says_when_it_was_changed(head: str, expected: str) -> None:
    assert article(PAGE.replace("</head>", f"{head}</head>")).updated == expected
