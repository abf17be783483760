"""Prints a document as Markdown: headings, lists, tables, and the references as a numbered list at the end."""

from __future__ import annotations

from collections.abc import Iterator

from accede.publishing.clean import markdown, plain
from accede.publishing.document import Document, Point, Table
from accede.publishing.screen import cited, reference_in_words


def as_markdown(document: Document) -> str:
    """The document in GitHub's Markdown, ending in a newline; nothing in it is markup but what this module writes."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {markdown(document.title)}"
    yield ""
    yield markdown(document.dates)
    for section in document.sections:
        yield from ("", f"## {markdown(section.title)}", "")
        for at, block in enumerate(section.blocks):
            if isinstance(block, Table):
                yield from (["", *_table(block)] if at and not isinstance(section.blocks[at - 1], Table) else _table(block))
            else:
                yield _item(block)
    if document.references:
        yield from ("", "## Sources", "")
        for reference in document.references:
            yield f"{reference.number}. {markdown(reference_in_words(reference))}"


def _item(point: Point) -> str:
    return f"{'  ' * point.depth}- {_inline(point)}"


def _inline(point: Point) -> str:
    lead = f"**{markdown(point.lead)}**" if plain(point.lead) else ""
    tail = markdown(cited(point))
    parts = "; ".join(_inline(part) for part in point.parts)
    return " ".join(filter(None, (lead, markdown(point.text), tail, parts)))


def _table(table: Table) -> Iterator[str]:
    yield f"*{markdown(table.caption)}*"
    yield ""
    yield f"| {' | '.join(markdown(title) for title in table.head)} |"
    yield "|" + " --- |" * len(table.head)
    for row in table.rows:
        yield f"| {' | '.join(_inline(cell) for cell in row)} |"
    yield ""
