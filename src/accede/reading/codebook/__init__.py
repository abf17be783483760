"""The codebook: what each kind of claim is, and the frames by which a reader finds it, one YAML file a kind.

A frame is one row:

    verb     lemmas, each with its particles where it has any ("hand in", "give up"); "*" is any verb
    noun     lemmas of the nouns for the same thing ("ratification"); adj likewise for adjectives
    pattern  instead of these, tokens in the format of spaCy's Matcher
    object   classes of nouns (lexicon/concepts.yaml) or of mentions, one of which must stand in the object
    subject  likewise for the subject; clause: anywhere in the clause; sentence: anywhere in the sentence
    not      words or classes whose presence in the clause rules the frame out
    not_subject  words or classes that the subject's own head may not be; not_object likewise for the object's
    negated  true where the frame holds only under negation ("would not consent"), false where only without
    bare     true where the verb takes no object of its own: "applied to the union", not "applied the rules"
    worth    the values of modality.py of which one must hold; open: true lets in what is only intended or named
    roles    role -> where its actors stand: agent, object, addressee, candidates, target, parties, clause, speaker
    set      fields that the frame itself fixes
    rank     of two frames on one word the higher wins; 0 where not given

A class of mentions is written with its name: state, organisation, instrument, target, candidate, group, actor,
number, time, place, person; "charge" is an infinitive that an actor is to do, "bidding" what is asked for and not merely told.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec
import yaml

from accede.errors import KnowledgeError
from accede.model import KINDS

Source = Literal["agent", "object", "addressee", "candidates", "target", "parties", "speaker", "clause"]
_DEFAULT_MODALITY = {
    "negated": "denied", "conditional": "conditional", "demanded": "demanded", "obliged": "pending",
    "expected": "expected", "possible": "expected", "planned": "planned", "future": "planned", "ongoing": "ongoing",
    "happened": "happened", "unrealised": "planned", "intended": "planned", "decided": "planned", "advised": "demanded",
    "hindered": "happened",
}  # fmt: skip


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of a kind's frames; see the module."""

    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adj: tuple[str, ...] = ()
    pattern: tuple[tuple[dict[str, Any], ...], ...] = ()
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    not_: tuple[str, ...] = msgspec.field(name="not", default=())
    not_subject: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    negated: bool | None = None
    worth: tuple[str, ...] = ()
    open: bool = False
    bare: bool = False
    roles: dict[str, Source] = {}
    set: dict[str, Any] = {}
    rank: int = 0


class KindBook(msgspec.Struct, frozen=True, kw_only=True):
    """One kind: its definition, the PLOVER root code for export, its frames and its map of modalities.

    `modality` maps what `modality.grammatical` gives to a claim's modality; None leaves the claim without one.
    `fill` says where the kind's roles stand unless a frame says otherwise.
    """

    kind: str
    plover: str
    definition: str
    frames: tuple[Frame, ...] = ()
    modality: dict[str, str | None] = {}
    fill: dict[str, Source] = {}
    boundaries: tuple[str, ...] = ()
    roles: dict[str, str] = {}

    def modality_of(self, worth: str) -> str | None:
        """The claim's modality for a grammatical worth."""
        return self.modality[worth] if worth in self.modality else _DEFAULT_MODALITY[worth]


def read(text: str, name: str) -> dict[str, Any]:
    """One codebook file as plain data, examples included; raises KnowledgeError naming the file and the line."""
    try:
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"codebook/{name}: {error}", "mend the YAML at that line") from error
    if not isinstance(raw, dict):
        raise KnowledgeError(f"codebook/{name} is not a mapping", "begin it with `kind: ...`")
    return raw


@cache
def load() -> dict[str, KindBook]:
    """All kinds by name; raises KnowledgeError where a file is missing or wrong."""
    folder = resources.files("accede.reading").joinpath("codebook")
    books = {}
    for kind in KINDS:
        name = f"{kind}.yaml"
        raw = read(folder.joinpath(name).read_text(encoding="utf-8"), name)
        try:
            book = msgspec.convert(raw, KindBook)
        except msgspec.ValidationError as error:
            raise KnowledgeError(f"codebook/{name}: {error}", "see the head of codebook/__init__.py for the columns") from error
        if book.kind != kind:
            raise KnowledgeError(f"codebook/{name} is about {book.kind!r}", "let file and kind agree")
        books[kind] = book
    return books
