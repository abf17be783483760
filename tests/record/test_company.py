"""Several programs at one record at the same moment, as real processes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from record_samples import reading

from accede.cli.common import looked_at
from accede.model import Report
from accede.record import Record
from tests.places import Place

HERE = Path(__file__).parent


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """The code in a process of its own, with the samples of this room at hand; it runs on when it is told `go`."""
    waits = "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\n"
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code).replace("GO\n", waits), *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])},
    )  # fmt: skip


def together(*processes: subprocess.Popen[str]) -> list[str]:
    """Let all of them go at the same moment; what each printed, once all have ended well."""
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return told


ADDS = """
    import sys
    from record_samples import reading
    from accede.record import Record
    GO
    with Record.open(sys.argv[1]) as record:
        print(sum(record.add_reading(*reading(number), "rules 1") for number in range(int(sys.argv[2]))))
"""


def test_programs_that_make_and_fill_a_record_at_once_write_each_report_once(place: Place) -> None:
    told = together(*(started(ADDS, place.location, 25) for _ in range(3)))
    assert sum(map(int, told)) == 25
    with Record.open(place.location) as record:
        assert len(record.reports()) == 25
        assert record.verify().rows == 75


# The model is loaded once, before the programs part; nothing of a record is open by then.
READS = """
    import os, sys
    import accede.scale.preloaded
    from accede.cli import commands
    GO
    children = []
    for _ in range(2):
        children.append(os.fork())
        if not children[-1]:
            commands(["read", sys.argv[2], "--record", sys.argv[1], "--jobs", "1"], prog_name="accede")
    sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


def test_two_readers_of_the_same_folder_keep_each_report_once(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        words = f"Arcadia's parliament ratified the treaty in vote {number}. Finland and Sweden held talks with Turkey on 20 June."
        (folder / f"{number}.txt").write_text(f"Title: Vote {number}\nDate: 2022-06-21\n\n{words}\n", encoding="utf-8")
    (told,) = together(started(READS, place.location, folder))
    read = [int(number) for number in re.findall(r"(\d+) reports? read", told)]
    assert len(read) == 2 and sum(read) == 12
    with Record.open(place.location) as record:
        assert sorted(report.name for report in record.reports()) == sorted(f"{number}.txt" for number in range(12))
        assert record.claims() and record.verify()


RULES = """
    import sys
    from accede.model import Ruling
    from accede.record import Record
    GO
    with Record.open(sys.argv[1]) as record:
        for claim in record.claims():
            record.add_ruling(Ruling(action="accept", claims=(claim.id,), by=sys.argv[2], when="2024-03-01", why="I read it."))
            record.add_ruling(Ruling(action="reject", claims=(claim.id,), by="both", when="2024-03-02", why="Agreed on."))
"""


def test_reviewers_who_rule_at_once_are_both_kept_and_what_both_say_once(place: Place) -> None:
    with Record.open(place.location) as record:
        for number in range(8):
            record.add_reading(*reading(number), "rules 1")
    together(*(started(RULES, place.location, who) for who in ("Aino", "Björn")))
    with Record.open(place.location) as record:
        assert Counter(ruling.by for ruling in record.rulings()) == {"Aino": 16, "Björn": 16, "both": 16}
        assert record.verify().rows == 8 * 3 + 48


def test_a_reader_sees_whole_reports_while_others_write(place: Place) -> None:
    with Record.open(place.location) as record:
        record.add_reading(*reading(1000), "rules 1")
    process = started(ADDS, place.location, 60)
    assert process.stdout is not None and process.stdin is not None and process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    seen = set()
    while True:
        ended = process.poll() is not None
        with looked_at(str(place.location)) as held:
            reports: list[Report] = held.reports()
            claims = Counter(claim.report for claim in held.claims())
        assert claims == {report.id: 2 for report in reports}
        seen.add(len(reports))
        if ended:
            break
    process.communicate()
    assert max(seen) == 61 and len(seen) > 2


@pytest.mark.parametrize("quickly", [True, False])
def test_all_questions_of_one_look_are_answered_from_one_state(place: Place, quickly: bool) -> None:
    """A report that is added between two questions of one command is in neither answer."""
    with Record.open(place.location) as writer:
        writer.add_reading(*reading(1), "rules 1")
        if quickly:
            with looked_at(str(place.location)) as held:
                writer.add_reading(*reading(2), "rules 1")
                assert (len(held.reports()), len(held.claims())) == (1, 2)
        else:
            with Record.open(place.location) as record, record.one_state() as state:
                writer.add_reading(*reading(2), "rules 1")
                assert (len(state.reports()), len(state.claims())) == (1, 2)
                assert len(record.reports()) == 2
        with looked_at(str(place.location)) as held:
            assert len(held.reports()) == 2
