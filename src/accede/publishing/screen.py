"""Prints a document for a terminal, or as plain text of at most 80 columns for a pipe."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from accede import dates
from accede.publishing import words
from accede.publishing.clean import plain
from accede.publishing.document import Document, Point, Reference, Table

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text

WIDTH = 80
WIDEST = 110
_LINK = re.compile(r"\s*<https?://[^<>\s]*>")


class Hanging(NamedTuple):
    """A text whose lines all begin below its first word, after a sign. Rich's own grid does that ten times slower."""

    sign: str
    text: Text
    indent: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        before = " " * self.indent
        room = max(12, options.max_width - self.indent - len(self.sign))
        for at, line in enumerate(self.text.wrap(console, room)):
            line.rstrip()
            yield from (Text(before + (" " * len(self.sign) if at else self.sign)) + line).render(console, end="\n")


def on_screen(document: Document, colour: bool = False, width: int = WIDTH) -> str:
    """The document as text without a line that is longer than `width`.

    colour: with the terminal's escape sequences for bold and colour; no other control character comes out.
    """
    return rendered(_blocks(document), colour, width)


def rendered(blocks: Iterable[RenderableType], colour: bool = False, width: int = WIDTH) -> str:
    """Rich's renderables as text, no line longer than `width`, no space at a line's end."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out, width=min(width, WIDEST), force_terminal=colour, color_system="standard" if colour else None,
        no_color=not colour, markup=False, highlight=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for block in blocks:
        console.print(block)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _blocks(document: Document) -> Iterable[RenderableType]:
    from rich.text import Text

    yield Text(plain(document.title), style="bold")
    yield Text(plain(document.dates))
    for section in document.sections:
        yield Text(f"\n{section.title.upper()}", style="bold cyan")
        for block in section.blocks:
            yield _table(block) if isinstance(block, Table) else _point(block)
    if document.references:
        yield Text("\nSOURCES", style="bold cyan")
        size = len(str(document.references[-1].number)) + 3
        for reference in document.references:
            said = Text(plain(reference_in_words(reference)))
            if id := reference.source.claim or reference.source.act:
                said.append(f" {id[:8]}", style="dim")
            yield _hanging(f"[{reference.number}]", size, said)


def reference_in_words(reference: Reference) -> str:
    """Outlet or citation, day, speaker, quoted words; the addresses of a citation stand in `accede show`."""
    source = reference.source
    where = _LINK.sub("", words.outlet(source)) if source.act else words.outlet(source)
    speaker = f", {source.speaker}" if source.speaker else ""
    official = "act: " if source.act else ""
    said = f": {words.quote(source.quote, 400)}" if source.quote else ""
    ruled = f" ({words.marks(source.ruled)})" if source.ruled else ""
    return f"{official}{where}, {dates.in_words(source.published)}{speaker}{said}{ruled}"


def _point(point: Point) -> RenderableType:
    sign = "-" if point.depth == 0 else "·" if point.depth > 1 else "-"
    return _hanging(sign, 2, _text(point), indent=2 * point.depth)


def _text(point: Point) -> Text:
    from rich.text import Text

    text = Text(plain(point.lead), style="bold" if not point.depth else "")
    said = Text(plain(point.text), style="not bold")
    text = Text(" ").join(part for part in (text, said) if part)
    if tail := cited(point):
        text.append(f" {tail}", style="not bold dim")
    for at, part in enumerate(point.parts):
        text.append("; " if at else " " if text else "", style="not bold")
        text.append_text(_text(part))
    return text


def cited(point: Point) -> str:
    """ "[1][2] 3 more, 2 origins"; empty where nothing is cited."""
    tail = [f"{point.more} more"] if point.more else []
    tail += [words.count(point.origins, "origin")] if point.origins else []
    return "".join(f"[{number}]" for number in point.cites) + (f" ({', '.join(tail)})" if tail else "")


def _hanging(sign: str, size: int, text: Text, indent: int = 0) -> RenderableType:
    return Hanging(sign.ljust(size), text, indent)


def _table(table: Table) -> RenderableType:
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for at, title in enumerate(table.head):
        grid.add_column(Text(title), overflow="fold", justify="right" if at in table.numbers else "left")
    for row in table.rows:
        grid.add_row(*(_text(cell) for cell in row))
    return grid
