"""The style sheet, scripts and data that pages load."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.knowledge import load
from accede.process.model import CONSENT_STATES
from accede.publishing import words
from accede.web.app import STATIC

STYLE = (STATIC / "app.css").read_text(encoding="utf-8")
SCRIPT = (STATIC / "app.js").read_text(encoding="utf-8")
WORLD = json.loads((STATIC / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
STATES = json.loads((STATIC / "countries.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ["/", "/process/fin-swe-nato", "/process/fin-swe-nato/timeline", "/nothing-there"])
def test_a_page_has_no_script_or_style_of_its_own_and_loads_from_here_alone(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)
    loaded = re.findall(r'<(?:script|link|img)[^>]*?(?:src|href)="([^"]+)"', text)
    assert loaded and all(one.startswith("/static/") or one == "data:," for one in loaded)
    assert all(client.get(one).status_code == 200 for one in loaded if one != "data:,")


def test_neither_style_nor_script_names_another_host_or_keeps_anything() -> None:
    assert "@import" not in STYLE and not re.search(r"url\((?!#)", STYLE)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", STYLE + SCRIPT)
    assert not re.search(
        r"innerHTML|insertAdjacentHTML|localStorage|sessionStorage|document\.cookie|eval\(|sendBeacon", SCRIPT
    )


@pytest.mark.parametrize("path", sorted([*STATIC.glob("*.js"), *STATIC.glob("*.css")]), ids=lambda path: path.name)
def test_no_file_of_ours_names_another_host_keeps_anything_or_makes_markup_of_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)", text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|document\.cookie|eval\(|sendBeacon", text)


def test_what_plot_draws_has_its_style_taken_out_before_it_is_shown() -> None:
    """A page allows no style but from files; Plot puts one into each drawing."""
    drawing = [path for path in STATIC.glob("*.js") if "Plot.plot(" in path.read_text(encoding="utf-8")]
    assert {path.name for path in drawing} == {"timeline.js", "outlook.js"}
    assert all('querySelectorAll("style")' in path.read_text(encoding="utf-8") for path in drawing)


def test_every_name_that_the_style_sheet_uses_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", STYLE))
    assert set(re.findall(r"var\((--[\w-]+)", STYLE)) <= defined


def test_a_theme_changes_colours_alone() -> None:
    dark = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", STYLE, re.DOTALL)
    assert STYLE.count("prefers-color-scheme") == len(dark) == 1
    assert all(one.strip().startswith("--") for one in dark[0].split(";") if one.strip())


def test_the_map_says_the_states_in_the_words_of_the_table() -> None:
    told = re.findall(r'\["(\w+)", "([^"]+)"\]', SCRIPT.split("const STATES")[1].split("]);")[0] + "]")
    assert dict(told) == words.STATES and tuple(name for name, _ in told) == CONSENT_STATES
    assert all(re.search(rf"\.map \.{state} ", STYLE) for state in CONSENT_STATES)


def test_the_map_knows_every_state() -> None:
    assert set(STATES) == set(load().states)
    assert all(row["name"] == load().name_of(code) for code, row in STATES.items())


def test_every_state_is_drawn_or_has_a_place() -> None:
    lands = WORLD["objects"]["countries"]["geometries"]
    drawn = {land.get("id") for land in lands} | {land["properties"]["name"] for land in lands}
    for code, row in STATES.items():
        assert ("at" in row) != (row["number"] in drawn or row["name"] in drawn), code
    assert len({row["number"] for row in STATES.values()}) == len(STATES)


def test_each_file_of_others_is_named_with_its_licence() -> None:
    vendor = STATIC / "vendor"
    told = (vendor / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| (\S+\.\w+) \|", told, re.MULTILINE))
    assert named == {one.name for one in vendor.iterdir()} - {"README.md"}
    sums = dict(re.findall(r"^    ([0-9a-f]{64})  (\S+)$", told, re.MULTILINE))
    assert {name: one for one, name in sums.items()} == {name: hashlib.sha256((vendor / name).read_bytes()).hexdigest() for name in named}
    notice = (Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
    assert all(
        package.removesuffix(".org") in notice
        for package in re.findall(r"^\| \S+ \| (\S+) \|", told, re.MULTILINE)
        if package != "package" and not package.startswith("-")
    )
