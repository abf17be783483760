"""What the answers look like, for the description at /api/v1/openapi.json: schemas made from the values themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI

from accede.model import Act, Claim, Event, Report
from accede.outlook.model import Forecast
from accede.process.instrument import Instrument
from accede.process.model import (
    Answered,
    Change,
    Consent,
    Demand,
    Entry,
    Objection,
    Outlook,
    Position,
    Process,
    Round,
    Source,
    Status,
)
from accede.publishing.marks import Lane, Timed
from accede.publishing.passage import Piece
from accede.publishing.referring import CITING

Schema = dict[str, Any]
_AT = "#/components/schemas/{name}"
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_VALUES = (Act, Answered, Change, Claim, Consent, Demand, Entry, Event, Forecast, Instrument, Lane, Objection, Outlook, Piece, Position,
           Process, Report, Round, Source, Status, Timed)  # fmt: skip


def ref(name: str) -> Schema:
    """The schema of that name."""
    return {"$ref": _AT.format(name=name)}


def rows(of: Schema) -> Schema:
    """A list of such."""
    return {"type": "array", "items": of}


def record(required: dict[str, Schema], **optional: Schema) -> Schema:
    """An object with these fields."""
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


_SOURCES: Schema = {
    "type": "object", "additionalProperties": ref("Source"), "description": "Every source that the answer names, by its id.",
}  # fmt: skip


def listed(name: str, *, sources: bool = True, **more: str) -> Schema:
    """A page of such values; `more` are lists that stand beside its items."""
    counts: dict[str, Schema] = {"items": rows(ref(name)), "total": _NUMBER, "page": _NUMBER, "pages": _NUMBER}
    beside = {field: rows(ref(one)) for field, one in more.items()}
    return record({**counts, **({"sources": _SOURCES} if sources else {}), **beside}, valid=_TEXT, known=_TEXT)


def answers(schema: Schema | str) -> dict[int | str, dict[str, Any]]:
    """What an address answers: this, or that it has not changed, or what went wrong."""
    told = ref(schema) if isinstance(schema, str) else schema
    tag = {"ETag": {"description": "Changes with the record, the program and the address.", "schema": _TEXT}}
    wrong = {"content": {"application/json": {"schema": ref("Error")}}}
    return {
        200: {"description": "The answer.", "headers": tag, "content": {"application/json": {"schema": told}}},
        304: {"description": "The same as what the program has (If-None-Match)."},
        400: {"description": "A day that is none.", **wrong},
        404: {"description": "Nothing by that name or id, or known by that day; or several.", **wrong},
        422: {"description": "A parameter out of its limits.", **wrong},
        "default": {"description": "What went wrong, with the remedy.", **wrong},
    }  # fmt: skip


def described(app: FastAPI) -> None:
    """Let the application describe its answers with these schemas, too."""
    make = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = make()
            for path in made["paths"].values():
                for operation in path.values():
                    answer = operation["responses"]["200"]["content"] if "200" in operation.get("responses", {}) else {}
                    answer.pop("text/plain", None)
            made.setdefault("components", {}).setdefault("schemas", {}).update(components())
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]


@cache
def components() -> dict[str, Schema]:
    """Every schema by name: those of the values, and those of the answers made of them."""
    _, held = msgspec.json.schema_components(_VALUES, ref_template=_AT)
    cited = {name: _citing(schema) for name, schema in held.items()}
    status = record({**cited["Status"]["properties"], "sources": _SOURCES})
    return {**cited, **dict(_rows(cited)), "StatusAnswer": {**cited["Status"], **status}}


def _citing(schema: Schema) -> Schema:
    """The schema of a value as an answer has it: its sources by their ids."""
    fields = {
        name: {"type": "array", "items": {"type": "string"}} if name in CITING and of.get("items") == ref("Source") else of
        for name, of in schema.get("properties", {}).items()
    }
    return {**schema, "properties": fields} if fields else schema


def _rows(held: dict[str, Schema]) -> Iterator[tuple[str, Schema]]:
    def more(name: str, fields: dict[str, Schema], *less: str) -> Schema:
        own = {key: of for key, of in held[name]["properties"].items() if key not in less}
        return {"type": "object", "description": held[name].get("description", ""), "properties": {"id": _TEXT, **own, **fields},
                "required": ["id", *(key for key in own if key in held[name].get("required", ())), *fields]}  # fmt: skip

    ids = rows(_TEXT)
    rules = rows(record({"decision": _TEXT, "name": _TEXT, "rule": _TEXT}))
    where = {"published": _TEXT, "outlet": _TEXT, "dropped": _TEXT}
    yield "Error", record({"error": _TEXT, "remedy": _TEXT})
    yield "ClaimRow", more("Claim", where)
    yield "ClaimAnswer", more("Claim", {**where, "events": {**ids, "type": ["array", "null"]}, "ruled": rows(ref("Mark")), "context": rows(rows(ref("Piece")))})
    yield "ReportRow", more("Report", {"claims": _NUMBER}, "text", "furniture")
    yield "ReportAnswer", more("Report", {"origin": _TEXT, "version": _TEXT, "claims": ids})
    yield "EventRow", more("Event", {})
    yield "ActRow", more("Act", {})
    timed = {"lanes": rows(ref("Lane")), "items": rows(ref("Timed")), "total": _NUMBER, "left_out": _NUMBER}
    yield "MarksAnswer", record({**timed, "first": _TEXT, "valid": _TEXT, "known": _TEXT})
    yield "Forecasting", record({"candidate": _TEXT, "name": _TEXT, "forecast": ref("Forecast")})
    hit = record({
        "what": {"enum": ["report", "claim", "speaker"]}, "id": _TEXT, "report": _TEXT, "known": _TEXT,
        "field": {"enum": ["title", "text", "quote", "speaker"]}, "text": _TEXT, "start": _NUMBER, "marks": rows(ref("Passage")),
    })  # fmt: skip
    yield "FoundAnswer", record({"items": rows(hit), "page": _NUMBER, "more": {"type": "boolean"}, "known": _TEXT})
    yield "RecordAnswer", record({
        **dict.fromkeys(("rows", "reports", "acts"), _NUMBER), **dict.fromkeys(("newest", "valid", "known", "version"), _TEXT),
    })  # fmt: skip
    day = {"type": ["string", "null"], "format": "date"}
    yield "ActorRow", record({**dict.fromkeys(("id", "name", "category"), _TEXT), "claims": _NUMBER})
    yield "ActorAnswer", record({
        "id": _TEXT, "name": _TEXT, "category": _TEXT, "names": ids, "processes": rows(record({"process": _TEXT, "role": _TEXT})),
        "memberships": rows(record({"organisation": _TEXT, "state": _TEXT, "first": day, "after": day})),
        "offices": rows(record(dict.fromkeys(("office", "name", "actor", "since", "until"), _TEXT))),
        "told": rows(record({**dict.fromkeys(("name", "office", "actor", "first", "last"), _TEXT), "claims": _NUMBER})),
        **{part: rows({"allOf": [ref(name), record({"process": _TEXT})]}) for part, name in (("positions", "Position"), ("objections", "Objection"), ("demands", "Demand"))},
        "statements": _NUMBER, "open": ids, "sources": _SOURCES, "valid": _TEXT, "known": _TEXT,
    })  # fmt: skip
    own = {"id": _TEXT, "name": _TEXT, "own_entry": {"type": "boolean"}, "adopted": day, "rules": rules}
    yield "InstrumentRow", record(own)
    yield "InstrumentAnswer", record({**own, "file": ref("Instrument")})
