import csv
import io
import json
import random

from status_samples import HOSTILE

from accede.model import Claim, Passage, Report, Speaker, make_claim
from accede.publishing.claims import COLUMNS, as_csv, as_jsonl, as_table, in_order

TEXT = f"Turkey objects to both. Anna Ek said: {HOSTILE}. =1+1"
REPORT = Report(name="a.txt", text=TEXT, published="2022-06-21", outlet="=Wire")


def made() -> list[Claim]:
    objection = Passage(0, len("Turkey objects to both."))
    said = Passage(TEXT.index("\x1b"), TEXT.index(". =1"))
    formula = Passage(TEXT.index("=1+1"), len(TEXT))
    speaker = Speaker(name="Anna Ek", office="negotiator", for_="SWE")
    return [
        make_claim(REPORT, "objection", (objection,), by=("TUR",), of=("FIN", "SWE"), to=("nato",), modality="happened"),
        make_claim(REPORT, "statement", (said, formula), speaker=speaker),
        make_claim(REPORT, "rule", (formula,), members=30, threshold="unanimity"),
    ]


def test_a_line_has_the_fields_of_a_key_and_leaves_empty_ones_out() -> None:
    (line, *_) = [json.loads(line) for line in as_jsonl(in_order(made(), {REPORT.id: REPORT}))]
    identity = {"id": made()[0].id, "published": "2022-06-21", "outlet": "=Wire", "quote": ["Turkey objects to both."], "plover": "REJECT"}
    assert line == {
        "report": "a.txt", "kind": "objection", "evidence": [{"start": 0, "end": 23}], "by": ["TUR"], "of": ["FIN", "SWE"],
        "to": ["nato"], "modality": "happened", **identity,
    }  # fmt: skip


def test_a_speaker_is_written_as_keys_write_it() -> None:
    lines = [json.loads(line) for line in as_jsonl(in_order(made(), {REPORT.id: REPORT}))]
    assert [line["speaker"] for line in lines if "speaker" in line] == [
        {"name": "Anna Ek", "office": "negotiator", "for": "SWE"}
    ]


def test_quotes_of_lines_equal_the_report_to_the_letter() -> None:
    for line in as_jsonl(in_order(made(), {REPORT.id: REPORT})):
        held = json.loads(line)
        assert held["quote"] == [TEXT[part["start"] : part["end"]] for part in held["evidence"]]


def test_the_order_of_the_claims_does_not_change_the_bytes() -> None:
    claims = made()
    first = list(as_jsonl(in_order(claims, {REPORT.id: REPORT})))
    random.Random(1).shuffle(claims)
    assert list(as_jsonl(in_order(claims, {REPORT.id: REPORT}))) == first


def test_csv_has_a_row_a_claim_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO("\n".join(as_csv(in_order(made(), {REPORT.id: REPORT}))))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + len(made())
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if "\x1b" in cell or "\u202e" in cell]
    assert "'=1+1" in cells


def test_a_table_without_claims_is_its_header() -> None:
    assert list(as_csv([])) == [",".join(COLUMNS)]
    assert len(list(as_table([]))) == 1


def test_columns_fit_eighty() -> None:
    assert all(len(line) <= 80 for line in as_table(in_order(made(), {REPORT.id: REPORT})))
