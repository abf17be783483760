from collections import Counter
from html.parser import HTMLParser

import msgspec
import pytest
from status_samples import HOSTILE, make_status

from accede.model import Furniture, Passage, Report, make_claim
from accede.process.model import Status
from accede.publishing.brief import as_html
from accede.publishing.document import BRIEF
from accede.publishing.status import status_document

VOID = {"meta", "link", "br", "hr", "img", "rect", "line", "circle"}


class Page(HTMLParser):
    """The elements of a page; fails where they are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html(status: Status) -> str:
    return as_html(status_document(status, "As of 9 March 2023.", BRIEF), status, {}, {})


@pytest.fixture(params=["", HOSTILE, "</style></title><img src=x onerror=alert(1)>", "{{ 7 * 7 }}{% raw %}"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(html(make_status(request.param, request.param or "Baltic Wire")))


def test_the_file_loads_and_runs_nothing(page: Page) -> None:
    assert not page.all("script") and not page.all("img") and not page.all("iframe") and not page.all("object")
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "action", "style"):
            assert not attributes.get(name) or attributes[name].startswith(("#", "data:,"))  # type: ignore[union-attr]
    (policy,) = [meta for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in str(policy["content"])


def test_every_link_has_its_place_and_every_id_is_one(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if attributes.get("id"))
    assert set(ids.values()) == {1}
    assert {str(link["href"])[1:] for link in page.all("a")} <= set(ids)


def test_no_control_or_direction_mark_is_in_the_file() -> None:
    assert not {"\x1b", "\x9b", "\u202e", "\u202c"} & set(html(make_status(HOSTILE, HOSTILE)))


def test_a_reader_who_cannot_see_is_served(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == 1
    assert len(page.all("caption")) == len(page.all("table")) == 4
    assert {cell["scope"] for cell in page.all("th")} == {"col", "row"}
    drawings = [svg for svg in page.all("svg") if not svg.get("aria-hidden")]  # the others are signs of the legend
    assert [svg["role"] for svg in drawings] == ["group", "group"]  # they have links in them, which an "img" would hide
    assert len(page.all("desc")) == 2


def test_words_of_reports_are_shown_as_they_are_spelt() -> None:
    page = Page(html(make_status("<script>alert(1)</script> {{ 7 * 7 }}")))
    assert "<script>alert(1)</script> {{ 7 * 7 }}" in page.words


def test_same_status_same_bytes() -> None:
    assert html(make_status()) == html(make_status())


def test_a_quote_opens_to_its_paragraph() -> None:
    status = make_status()
    text = "BRUSSELS - It <b>began</b>: Turkey will not say yes to either.\n\nAnother matter."
    report = Report(name="a.txt", text=text, published="2022-06-21", furniture=(Furniture(0, 10, "dateline"),))
    start = text.index("will not")
    claim = make_claim(report, "objection", (Passage(start, start + len("will not say yes")),))
    first = status_document(status, "", BRIEF).references[0].source.claim
    page = as_html(status_document(status, "", BRIEF), status, {first: claim}, {report.id: report})
    assert "<mark>will not say yes</mark>" in page
    assert "It &lt;b&gt;began&lt;/b&gt;: Turkey " in page
    assert 'title="dateline: not read as news"' in page
    assert "Another matter" not in page


def test_reports_of_one_origin_say_so() -> None:
    status = make_status()
    (objection,) = status.objections
    copied = tuple(
        msgspec.structs.replace(objection.sources[0], report=f"r{at}", claim=f"c{at}", origin="agency") for at in range(2)
    )
    status = msgspec.structs.replace(status, objections=(msgspec.structs.replace(objection, sources=copied),))
    assert Page(html(status)).words.count("counts as one origin with") == 1


def test_every_member_has_a_row(status: Status) -> None:
    words = Page(html(status)).words
    for member in ("Canada", "Hungary, for Finland", "Hungary, for Sweden: not reported", "Turkey: outstanding", "United States: not reported"):
        assert member in words
