"""A user's own folder on top, and files that are wrong: one line that names file, line and remedy."""

import datetime
from pathlib import Path

import pytest

from accede.errors import KnowledgeError, NotFound
from accede.knowledge import load

STATE = "id,name,names,adjectives,people,capitals,metonyms,source\n"
MEMBERSHIP = "organisation,state,first,after,source\n"
HOLDER = "name,spellings,surname,office,actor,since,until,source\n"


def test_own_rows_are_added_and_replace(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text(
        "# ours\nid,name,names,kind,source\nleague,The League,,party,own\npkk,P.K.K.,PKK,armed,own\n"
    )
    (tmp_path / "memberships.csv").write_text(MEMBERSHIP + "nato,IRL,2040-01-01,,a plan\n")
    (tmp_path / "holders.csv").write_text(HOLDER + "Ada Löw,Ada Loew,,minister,SWE,2030,..,own\n", encoding="utf-8")
    knowledge = load(tmp_path)
    assert knowledge.name_of("league") == "The League"
    assert knowledge.name_of("pkk") == "P.K.K."
    assert "IRL" in knowledge.members_on("nato", datetime.date(2040, 1, 1))
    assert knowledge.holders("loew")[0].first == datetime.date(2030, 1, 1)
    assert load().name_of("pkk") == "PKK"


def test_load_is_read_once() -> None:
    assert load() is load()


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("states.csv", STATE + "SW,Sweden,,,,,,own\n", "states.csv, line 2: .*regex"),
        ("states.csv", STATE + "ZZZ,Zed,,,,,,\n", "states.csv, line 2: .*`source`"),
        ("states.csv", "# head\n" + STATE + "ZZZ,Zed,Sweden,,,,,own\n", "'Sweden' is a form of SWE and of ZZZ"),
        ("states.csv", STATE + "ZZZ,Zed,,,,,own\n", "line 2: more or fewer cells"),
        ("states.csv", STATE + "ZZZ,Zed,,,,,,own\nZZZ,Zed,,,,,,own\n", "'ZZZ' stands there twice"),
        ("states.csv", STATE.replace("people", "folk") + "ZZZ,Zed,,,,,,own\n", "no column is called 'folk'"),
        ("states.csv", STATE + '"ZZZ,Zed\n', "not a table"),
        ("groups.csv", "id,name,names,kind,source\nnato,Other,,armed,own\n", "'nato' is also an id of"),
        ("memberships.csv", MEMBERSHIP + "nato,AUT,2020-02-30,,own\n", "memberships.csv, line 2"),
        ("memberships.csv", MEMBERSHIP + "nato,AUT,2020-02-01,2020-01-01,own\n", "before it begins"),
        ("memberships.csv", MEMBERSHIP + "nato,FIN,2024-01-01,,own\n", "overlap"),
        ("memberships.csv", MEMBERSHIP + "nato,QQQ,2024-01-01,,own\n", "no row has the id 'QQQ'"),
        ("holders.csv", HOLDER + "Ada,,,shaman,SWE,,,own\n", "no row has the id 'shaman'"),
        ("holders.csv", HOLDER + "Ada,,,minister,SWE,soon,,own\n", "holders.csv, line 2: not a date"),
        (
            "holders.csv",
            HOLDER + "Ada,,,minister,SWE,2020-05-05,2020-05-01,own\n",
            "holders.csv, line 2: .*before it begins",
        ),
        ("offices.csv", "id,titles,plurals,level,actor,institution,source\nx,,,king,,,own\n", "offices.csv, line 2"),
    ],
)
def test_what_is_wrong_is_named_with_a_remedy(tmp_path: Path, file: str, text: str, says: str) -> None:
    (tmp_path / file).write_text(text)
    with pytest.raises(KnowledgeError, match=says) as caught:
        load(tmp_path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(KnowledgeError, match=r"groups.csv: cannot be read"):
        load(tmp_path)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no folder"):
        load(tmp_path / "none")


def test_members_of_an_unknown_organisation() -> None:
    with pytest.raises(NotFound):
        load().members_on("hanse", datetime.date(2020, 1, 1))
