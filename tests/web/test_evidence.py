"""The page of the words behind a line, of an act, and the address of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.model import Act, Furniture, Report
from tests.web.made import APPLIED, NATO, SCRIPT, applied, claim, client_of, hostile_client, is_harmless, report
from tests.web.made import whole as whole_of

TURKEY = "Turkey will not say yes to either of them, its president said in the capital late at night to nobody's surprise."
REST = (
    "The letters were handed over in the lobby of the headquarters, where thirty flags stand in the order of the alphabet.\n\n"
    "Ambassadors of all {number} members met behind closed doors for the rest of the morning and parted without a word to the press."
)


def edited(path: Path) -> tuple[TestClient, Report, Report, Report]:
    """A report, its later version without what Turkey says, and a copy of the first in another outlet."""
    start = f"{APPLIED} on Wednesday, and the alliance began to look at the request at once."
    first = report(f"{start}\n\n{TURKEY}\n\n{REST.format(number='twenty-nine')}\n", title="Sweden applies")
    second = report(f"{start}\n\n{REST.format(number='thirty')}\n\nMore follows in the evening.\n", "2022-05-19", title="Sweden applies")
    copy = report(first.text, outlet="Mountain Daily")
    told = [(one, [applied(one)]) for one in (first, second, copy)]
    told[0][1].append(claim(first, TURKEY, "objection", by=("TUR",), **NATO, modality="happened"))
    return client_of(path, told), first, second, copy


def test_the_words_of_a_claim_are_marked_in_the_whole_report(tmp_path: Path) -> None:
    client, first, _, _ = edited(tmp_path / "a.db")
    page = client.get(f"/evidence/{first.id}?claim={applied(first).id}").text
    assert f'<mark id="passage">{APPLIED}</mark>' in page and 'href="#passage"' in page
    assert "Ambassadors of all twenty-nine members" in page and "<h1>Sweden applies</h1>" in page
    assert "Baltic Wire" in page and "18 May 2022" in page
    assert 'href="/process/swe-nato"' in page


def test_a_claim_leads_to_its_ruling(tmp_path: Path) -> None:
    client, first, _, _ = edited(tmp_path / "a.db")
    link = f'<a href="/review/claim/{applied(first).id}">Rule on this claim</a>'
    assert link in client.get(f"/evidence/{first.id}?claim={applied(first).id}").text
    assert "Rule on this claim" not in client.get(f"/evidence/{first.id}").text


def test_of_a_large_record_the_page_is_the_same_once_its_processes_are_worked_out(tmp_path: Path, grown: Callable[..., None]) -> None:
    client, first, second, copy = edited(tmp_path / "a.db")
    paths = [f"/evidence/{first.id}?claim={applied(first).id}", *(f"/evidence/{one.id}" for one in (first, second, copy))]
    paths += [f"/api/v1/reports/{first.id}", f"/api/v1/reports/{second.id}"]
    whole = [client.get(path).text for path in paths]
    claim = client.get(f"/api/v1/claims/{applied(first).id}").json()
    client, *_ = edited(tmp_path / "b.db")
    grown(client)
    early = client.get(f"/evidence/{copy.id}?claim={applied(copy).id}")
    assert early.status_code == 200 and "not worked out yet" in early.text and "/process/swe-nato" not in early.text
    assert whole_of(client, "/process/swe-nato").status_code == 200
    assert [_without_token(client.get(path).text) for path in paths] == [_without_token(text) for text in whole]
    assert client.get(f"/api/v1/claims/{applied(first).id}").json() == {**claim, "events": None} and claim["events"]
    assert client.get("/evidence/ffff").status_code == 404 == client.get("/act/ffff").status_code


def _without_token(page: str) -> str:
    return re.sub(r'(csrf"[^>]* value=|data-csrf=)"[^"]*"', "", page)


def test_a_report_without_a_claim_is_shown_too(tmp_path: Path) -> None:
    client, first, _, _ = edited(tmp_path / "a.db")
    page = client.get(f"/evidence/{first.id}").text
    assert APPLIED in page and "<mark" not in page and "What was read from this report" in page


def test_other_claims_are_listed_with_their_words_and_what_became_of_them(tmp_path: Path) -> None:
    client, first, _, _ = edited(tmp_path / "a.db")
    listed = client.get(f"/evidence/{first.id}?claim={applied(first).id}").text.split('class="claims"')[1].split("</ol>")[0]
    assert "application by Sweden, to NATO" in listed and 'aria-current="true"' in listed
    assert "objection by Turkey, of Sweden" in listed and "(dropped in version 2 of 19 May 2022)" in listed
    assert "#passage" in listed


def test_versions_show_what_changed_and_nothing_before_it_was_known(tmp_path: Path) -> None:
    client, first, second, _ = edited(tmp_path / "a.db")
    page = client.get(f"/evidence/{second.id}").text.split('id="versions"')[1]
    assert "<del>Turkey will not say yes" in page and "<ins>More follows in the evening.</ins>" in page
    assert "<del>twenty-nine</del> <ins>thirty</ins>" in page and "Version 2: Baltic Wire, 19 May 2022 (this one)" in page
    assert f'href="/evidence/{first.id}"' in page
    assert 'id="versions"' not in client.get(f"/evidence/{first.id}?known=2022-05-18").text


def test_copies_are_named_with_the_reason(tmp_path: Path) -> None:
    client, first, _, copy = edited(tmp_path / "a.db")
    page = client.get(f"/evidence/{first.id}").text.split('id="copies"')[1]
    assert f'href="/evidence/{copy.id}"' in page and "Mountain Daily, 18 May 2022</a>: the same words" in page


def test_furniture_is_shown_as_such(tmp_path: Path) -> None:
    told = report(f"STOCKHOLM - {APPLIED}.", furniture=(Furniture(0, 12, "dateline"),))
    page = client_of(tmp_path / "a.db", [(told, [applied(told)])]).get(f"/evidence/{told.id}").text
    assert 'class="furniture" title="dateline: not read as news">STOCKHOLM - </span>' in page


def test_a_citation_is_there_to_copy(tmp_path: Path) -> None:
    told = report(f"{APPLIED}.", title="Sweden <applies>", byline=("Anna Ek",), url="https://wire.example/1")
    page = client_of(tmp_path / "a.db", [(told, [applied(told)])]).get(f"/evidence/{told.id}").text
    assert "Ek, Anna. “Sweden &lt;applies&gt;.” Baltic Wire, May 18, 2022. https://wire.example/1." in page
    assert f"@misc{{balticwire2022-{told.id[:6]}," in page


def test_a_claim_has_an_address(client: TestClient, tmp_path: Path) -> None:
    browser, first, _, _ = edited(tmp_path / "b.db")
    id = applied(first).id
    answer = browser.get(f"/claim/{id}?known=2022-05-18", follow_redirects=False)
    assert answer.status_code == 307 and answer.headers["location"] == f"/evidence/{first.id}?known=2022-05-18&claim={id}#passage"


def test_an_act_has_a_page(tmp_path: Path) -> None:
    told = report(f"{APPLIED}.")
    act = Act(action="parliament_approved", actor="TUR", of=("SWE",), to=("nato",), date="2022-05-18", source=f"Gazette {SCRIPT}", votes="276-0")
    page = client_of(tmp_path / "a.db", [(told, [applied(told)])], [act]).get(f"/act/{act.id[:8]}").text
    assert "Parliament approved by" in page and 'href="/actor/TUR"' in page and "276-0" in page and 'href="/process/swe-nato"' in page
    assert SCRIPT not in page and "Gazette &lt;script&gt;" in page and "@misc{tur2022-" in page


@pytest.mark.parametrize("path", ["/evidence/ffff", "/evidence/%3Cscript%3E", "/act/ffff", "/claim/ffff"])
def test_an_unknown_id_is_a_page_with_the_remedy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and "search for its words" in answer.text and "<script>" not in answer.text


def test_a_claim_of_another_report_is_none_of_this(tmp_path: Path) -> None:
    client, first, second, _ = edited(tmp_path / "a.db")
    assert client.get(f"/evidence/{first.id}?claim={applied(second).id}").status_code == 404


def test_what_was_not_known_yet_is_not_there(tmp_path: Path) -> None:
    client, _, second, _ = edited(tmp_path / "a.db")
    assert client.get(f"/evidence/{second.id}").status_code == 200
    assert client.get(f"/evidence/{second.id}?known=2022-05-18").status_code == 404


def test_hostile_words_are_words(client: TestClient, tmp_path: Path) -> None:
    browser, told, held = hostile_client(tmp_path / "b.db")
    page = browser.get(f"/evidence/{told.id}?claim={held.id}").text
    assert is_harmless(page) and not re.search(r'href="javascript', page)


def test_the_sample_reports_are_harmless(client: TestClient) -> None:
    link = re.findall(r'href="(/evidence/[^"?]+)', client.get("/process/fin-swe-nato/timeline?kind=talks").text)[0]
    assert is_harmless(client.get(link).text)


def test_a_citation_can_be_copied_with_scripts_and_selected_without(client: TestClient) -> None:
    (link, *_) = re.findall(r'href="(/evidence/[^"?#]+)', client.get("/search?q=brussels&sort=report").text)
    page = client.get(link).text
    assert page.count('<pre class="cite" data-form="') == 2 and '<script src="/static/copy.js" defer></script>' in page
    assert "<button" not in page.split('id="cite"')[1].split("</section>")[0] and client.get("/static/copy.js").status_code == 200
    assert "user-select: all" in client.get("/static/lists.css").text
