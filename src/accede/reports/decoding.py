"""Bytes to characters, once and without loss: UTF-8 where the bytes are UTF-8, else what they most likely are.

`decode` either returns text that encodes back to the same bytes, byte order mark aside, or raises
ReportRefused. Newlines stay as they are, so that offsets agree with `open(path, newline="").read()`.
"""

from __future__ import annotations

import codecs

from accede.errors import ReportRefused

#: chardet's confidence below which its guess is not taken. It guessed right for 32 reports with a few accents
#: re-encoded as Windows-1252 (0.34 to 0.73) and for prose of six other languages (0.17 to 0.64); random bytes
#: score below 0.03. What is decoded wrongly all the same is no English, and is refused for that.
LEAST_CONFIDENCE = 0.15

#: How many bytes the guess looks at; more does not change it.
_SAMPLE = 65_536

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip

#: What the web means by these names: their unused control codes hold Windows' quotation marks and dashes.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254"}


def decode(data: bytes, declared: str = "") -> str:
    """The characters of `data`.

    declared: an encoding that the file itself names (an HTML page's charset), tried after UTF-8.
    Raises ReportRefused for what is no text, and for an encoding that cannot be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data[:_SAMPLE]:
        raise ReportRefused("binary, not text", "give the report as text, HTML or JSON")
    try:
        return _no_control(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return _no_control(data.decode(_MEANT.get(declared.lower(), declared)))
        except (LookupError, UnicodeDecodeError):
            pass  # a page may misname its own encoding; its bytes decide
    return _strictly(data, _guess(data))


def _guess(data: bytes) -> str:
    import chardet

    found = chardet.detect(data[:_SAMPLE])
    encoding = found["encoding"]
    if encoding is None:
        raise ReportRefused("binary, not text", "give the report as text, HTML or JSON")
    if found["confidence"] < LEAST_CONFIDENCE:
        raise ReportRefused("its encoding cannot be told", "save it as UTF-8")
    return _MEANT.get(encoding.lower(), encoding)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _no_control(data.decode(encoding))
    except (LookupError, UnicodeDecodeError) as error:
        raise ReportRefused(f"its bytes are not {encoding} throughout", "save it as UTF-8") from error


def _no_control(text: str) -> str:
    """`text`, unless it holds characters that no printed report has: NUL and many other control codes."""
    controls = sum(1 for char in text[:_SAMPLE] if char < " " and char not in "\t\n\r\f\v")
    if "\0" in text or controls > len(text[:_SAMPLE]) // 100:
        raise ReportRefused("binary, not text", "give the report as text, HTML or JSON")
    return text
