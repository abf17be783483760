from hypothesis import given
from hypothesis import strategies as st

from accede.model import Furniture, Passage, Report
from accede.publishing.passage import in_context, paragraph, whole

TEXT = "BRUSSELS -\n\nThe first paragraph says little.\n\nTurkey objects to both, and says why.\n\nThe end."


def report(text: str = TEXT, furniture: tuple[Furniture, ...] = ()) -> Report:
    return Report(name="a.txt", text=text, published="2022-06-21", outlet="Baltic Wire", furniture=furniture)


def at(words: str, text: str = TEXT) -> Passage:
    return Passage(text.index(words), text.index(words) + len(words))


def test_a_paragraph_ends_at_a_blank_line() -> None:
    bounds = paragraph(TEXT, at("objects"))
    assert TEXT[bounds.start : bounds.end] == "Turkey objects to both, and says why."


def test_without_blank_lines_a_line_is_a_paragraph() -> None:
    text = "One line.\nTurkey objects.\nThird."
    bounds = paragraph(text, at("objects", text))
    assert text[bounds.start : bounds.end] == "Turkey objects."


def test_the_passage_is_marked_and_nothing_else() -> None:
    ((before, marked, after),) = in_context(report(), [at("objects to both")])
    assert (before.text, marked.text, after.text) == ("Turkey ", "objects to both", ", and says why.")
    assert (before.marked, marked.marked, after.marked) == (False, True, False)


def test_passages_of_two_paragraphs_show_both() -> None:
    shown = in_context(report(), [at("objects"), at("first")])
    assert ["".join(piece.text for piece in pieces) for pieces in shown] == [
        "The first paragraph says little.",
        "Turkey objects to both, and says why.",
    ]


def test_a_long_paragraph_is_cut_at_words_around_the_mark() -> None:
    text = "word " * 1000 + "Turkey objects " + "word " * 1000
    (pieces,) = in_context(report(text), [at("Turkey objects", text)], around=30)
    shown = "".join(piece.text for piece in pieces)
    assert "Turkey objects" in shown
    assert len(shown) <= 30 + 30 + len("Turkey objects")
    assert set(shown.split()) == {"word", "Turkey", "objects"}


def test_furniture_is_named() -> None:
    pieces = whole(report(furniture=(Furniture(0, 10, "dateline"),)), [at("objects")])
    assert [piece.furniture for piece in pieces if piece.furniture] == ["dateline"]
    assert pieces[0].text == "BRUSSELS -"


@given(st.text(min_size=1, max_size=60), st.data())
def test_pieces_are_the_stored_text_to_the_letter(text: str, data: st.DataObject) -> None:
    def passages() -> list[Passage]:
        start = st.integers(0, len(text) - 1)
        pairs = data.draw(st.lists(st.tuples(start, st.integers(1, 20)), max_size=4))
        return [Passage(low, min(len(text), low + size)) for low, size in pairs]

    marks = passages()
    furniture = tuple(Furniture(part.start, part.end, "note") for part in passages())
    pieces = whole(report(text, furniture), marks)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        inside = any(mark.start <= piece.start and piece.start + len(piece.text) <= mark.end for mark in marks)
        assert piece.marked == inside
