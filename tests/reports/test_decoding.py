import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import ReportRefused
from accede.reports.decoding import decode

PROSE = (
    "The Finnish envoy said – after “long but useful” talks – that Türkiye’s answer was expected within days. "
    "The café of the Niinistö villa had stayed open until late in the evening, and nobody left early. "
) * 4


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32"])
def test_the_same_words_whatever_the_encoding(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == PROSE


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"Talks resume.") == "Talks resume."


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_a_declared_encoding_is_tried_after_utf_8() -> None:
    assert decode("Kış".encode("cp1254"), declared="windows-1254") == "Kış"
    assert decode("Kış".encode(), declared="windows-1254") == "Kış"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\x00\x01\x02 binary", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\xff\xfe\x00", "utf-16"),
        (b"\xef\xbb\xbf\xff\xff", "utf-8"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportRefused, match=reason):
        decode(data)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_comes_back_to_the_letter(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
