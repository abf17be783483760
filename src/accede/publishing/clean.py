"""Makes the words of reports harmless for the medium that shows them.

A report is hostile input wherever it is shown. `plain` takes out what a terminal, a browser or a reader's eye
could be steered with: escape sequences, control characters, direction marks and invisible characters. Each
medium then escapes its own signs:

    >>> plain("agreed \\x1b[31mtoday\\x1b[0m")
    'agreed today'
    >>> cell("=cmd|' /C calc'!A0")
    "'=cmd|' /C calc'!A0"
    >>> markdown("a <b>*bold*</b>")
    'a &lt;b&gt;\\\\*bold\\\\*&lt;/b&gt;'

What is stored stays as it came; only what is shown is cleaned. JSON keeps every character, the invisible ones
as \\uXXXX, so that a quote read back from it still equals the report to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec

# ECMA-48: CSI sequences, then OSC, DCS, SOS, PM and APC strings with their terminator, then two-byte escapes.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# Control, format (direction marks, zero width), surrogates, private use, line and paragraph separators.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]#+|~$])")
# What GitHub's Markdown would turn into links: addresses, "www." and mail.
_LINKS = (("://", "&#58;//"), ("www.", "www&#46;"), ("@", "&#64;"))


def _seen(text: str, keep: str = "") -> str:
    if text.isprintable():  # no sign of these categories is, nor the first of any escape sequence
        return text
    return "".join(
        sign if sign in keep or unicodedata.category(sign) not in _UNSEEN else " " if sign.isspace() else ""
        for sign in _ESCAPES.sub("", text)
    )


def plain(text: str) -> str:
    """`text` on one line, without escape sequences, control, direction and invisible characters."""
    return " ".join(_seen(text).split())


def lines(text: str) -> str:
    """As `plain`, but each character that stays keeps its line: only newlines survive of all controls."""
    return _seen(text, keep="\n")


def cell(text: str) -> str:
    """A cell of a table that a spreadsheet may open: one that would be a formula is marked as text.

    Source of the rule: OWASP, CSV Injection.
    """
    shown = plain(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def markdown(text: str) -> str:
    """One line of Markdown that shows `text` and nothing else: no markup, no HTML, no link, no heading."""
    shown = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = _MARKDOWN.sub(r"\\\1", shown)
    for sign, entity in _LINKS:
        shown = shown.replace(sign, entity)
    if shown.startswith(("-", "=")):
        return "\\" + shown
    return re.sub(r"^(\d+)\.", r"\1\\.", shown)


def json_text(value: Any, indent: int = 2) -> str:
    """`value` as JSON: fields in order, unseen characters written as \\uXXXX; with `indent` 0 on one line."""
    encoded = msgspec.json.encode(value, order="deterministic")
    text = (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(_escaped(sign) if ord(sign) > 126 and unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
