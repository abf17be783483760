"""What the status of a process is made of: frozen values, sorted, without I/O.

Every line of a status is a `Line`: it carries the sources that say so, counts their independent origins, and
keeps the values on which they disagree. A line that no source carries does not exist; what no source says is
`not_reported`, which is never `no`.

Days are written "2022-06-20", times are EDTF, actors are ids (`FIN`, `nato`), all as in `accede.model`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from accede.model import Mark, Modality, Rating

ConsentState = Literal[
    "not_reported",  # no report and no act says anything of this member: unknown, not refusing
    "outstanding",  # a source says that its consent is still needed, or has not been given
    "reported",  # a source says that it has consented, and does not say at which stage
    "submitted",
    "parliament_approved",
    "head_of_state_signed",
    "instrument_deposited",
]
CONSENT_STATES: tuple[str, ...] = ConsentState.__args__  # type: ignore[attr-defined]

Stance = Literal["supports", "conditions", "objects"]
STANCES: tuple[str, ...] = Stance.__args__  # type: ignore[attr-defined]


class Source(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One claim of one report, or one official act, that carries a line.

    For a claim: `report` and `claim` are ids, `outlet` may be empty (then the report's name stands there),
    `published` is the report's day, `quote` the stored words of the claim's passages (joined by " … "),
    `speaker` who says so as a reader expects it ("Jens Stoltenberg, secretary general, NATO"), empty for the
    outlet's own words, and `speaker_for` the actor spoken for. `origin` is equal for reports that repeat one
    text: copies, versions, rewritten agency reports. `ruled` is what persons ruled on the claim, in order.

    For an act: `act` is its id, `outlet` its citation, `published` the day from which it counts as known,
    `quote` the act's note; `report` and `claim` are empty and `origin` is the citation.
    """

    published: str
    outlet: str
    quote: str
    speaker: str = ""
    speaker_for: str = ""
    report: str = ""
    claim: str = ""
    act: str = ""
    origin: str = ""
    ruled: tuple[Mark, ...] = ()

    @property
    def accepted(self) -> bool:
        """True where a person looked at the claim and took it, as it was read or corrected."""
        return any(mark.action in ("accept", "correct") for mark in self.ruled)


class Told(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One value of one field, as some of a line's sources tell it. `value` is text whatever the field holds."""

    field: str
    value: str
    sources: tuple[Source, ...]
    origins: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a status.

    `events` are ids of the record's events behind it. `time` is the time shown, None where no source dates it;
    then `bound` is the earliest publication: for what happened, it happened by then. `rivals` holds every told
    value of every field on which the sources disagree, the shown one included, and is empty where they agree.
    `sources` are sorted by publication; `origins` counts the independent ones. Of a fact they are those that tell
    it as one; what an earlier announcement said otherwise is among the `rivals`.
    """

    kind: str
    time: str | None = None
    bound: str = ""
    place: str | None = None
    modality: Modality | None = None
    sources: tuple[Source, ...] = ()
    origins: int = 0
    rivals: tuple[Told, ...] = ()
    events: tuple[str, ...] = ()


class Process(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """A target and its candidates: "fin-swe-nato", "mne-eu", "bbnj".

    `candidates` is empty where the process is an instrument's entry into force. `objectors` are those that any
    report names as objecting. `events` are the ids of the record's events that belong to it, sorted.
    `instrument` is the id of the file of `process/instruments` that states the rule, "" where none does.
    """

    id: str
    target: str
    candidates: tuple[str, ...]
    title: str
    instrument: str = ""
    objectors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class Entry(Line, frozen=True, kw_only=True):
    """An event or an act of the process with all its facts: a line of the timeline.

    `official` is True for an act; its `kind` is the claim kind that the action shows, or the action's own name.
    """

    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    rating: Rating | None = None
    stage: str | None = None
    votes: str | None = None
    members: int | None = None
    threshold: int | str | None = None
    round: int | None = None
    min_hours: int | None = None
    official: bool = False


Reason = Literal[
    "names_nobody",  # a membership of nobody named
    "too_early",  # a membership before the accession that knowledge lists
    "alone_undated",  # a membership, a candidate's own consent or one that counts, of one origin and without a date
    "no_decider",  # a consent of one that has none to give
    "fellow",  # an objection of a candidate to another, told by one or two origins and nobody named
    "nobody_demands",  # a demand without anyone who makes it
    "before_signature",  # a consent that one origin dates before the signature
    "contradicted",  # a step told by one origin, against an act or several others
]


class Doubt(Entry, frozen=True, kw_only=True):
    """What is told and counts for nothing, with the reason, and the sources that tell otherwise, if that is why."""

    reason: Reason
    against: tuple[Source, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A stage of the procedure, and what shows that one candidate has reached it; no lines: not shown yet."""

    stage: str
    name: str
    reached: bool
    lines: tuple[Entry, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far one candidate is.

    `candidate` is the target's own id where the process has no candidates. `stage` is the highest stage reached,
    "" where none is; `line` shows it; `steps` lists all stages of the instrument in order.
    """

    candidate: str
    stage: str
    name: str
    line: Entry | None
    steps: tuple[Step, ...]


class RuleView(msgspec.Struct, frozen=True, kw_only=True):
    """How the decision is made, from the instrument and as reported, side by side.

    `known` says whether an instrument's file states the rule. `step` names the decision ("invitation",
    "acceptance of the protocol"). `words` is the rule in words with the number of deciders as of the day; where
    it is not known, `words` says so. `deciders` is their number as of `as_of`, None where the set is open.
    `delay` is the time from meeting the rule to entry into force, in words, "" for none. `references` are addresses of where the
    rule was found. `reported` are the values that reports give (fields "members", "threshold"); `differs` is
    True when some of them contradict the instrument's.
    """

    known: bool
    step: str
    words: str
    as_of: str
    candidate: str = ""
    deciders: int | None = None
    article: str = ""
    depositary: str = ""
    delay: str = ""
    references: tuple[str, ...] = ()
    reported: tuple[Told, ...] = ()
    differs: bool = False


class ConsentStage(Line, frozen=True, kw_only=True):
    """One stage of one member's consent. `official` is True when an act says so; then `time` is the act's.

    The times of rival reports stay in `rivals`. `stage` is None where the sources do not tell it.
    """

    stage: str | None = None
    official: bool = False
    votes: str | None = None


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One member's consent to one candidate, by stage; `state` is the highest stage, never a merged 'ratified'.

    `stages` in the order of the procedure; `outstanding` what says that consent is still needed, kept also when a
    stage has been reached. `decider` is False for a consent of one that the rule does not ask (the candidate's
    own, or an actor that is no member at the time).
    """

    member: str
    candidate: str
    state: ConsentState
    stages: tuple[ConsentStage, ...] = ()
    outstanding: tuple[Line, ...] = ()
    planned: tuple[Line, ...] = ()
    decider: bool = True


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many have consented to one candidate: the own count by state, and the numbers as reported.

    `counts` gives (state, number of deciders in it) in the order of CONSENT_STATES, only those above zero;
    they add up to `deciders` where the set is closed. `met` is what the rule says of the own count: True, False
    (some decider's consent is outstanding), or None: not established either way. `missing` are the deciders not
    known to have consented at the stage that counts; none once the candidate is a member. `reported` are rival
    totals ("28"), each with its sources, the last told last.

    `pivotal` are those of the missing whose consent alone would meet the rule, `anyone` True where that of whoever may
    join would. `blocking` are the smallest sets of the missing without whom it cannot be met, at most some of them.
    """

    candidate: str
    deciders: int | None
    counts: tuple[tuple[ConsentState, int], ...]
    met: bool | None
    missing: tuple[str, ...] = ()
    reported: tuple[Told, ...] = ()
    pivotal: tuple[str, ...] = ()
    anyone: bool = False
    blocking: tuple[tuple[str, ...], ...] = ()


class Objection(Line, frozen=True, kw_only=True):
    """One actor's objection to the candidates; `time` or `bound` is since when.

    `state`: `standing`; `conditional` (it threatens to object, or would if); `lifted` (the actor itself is told
    to have lifted it later); `disputed` (told as lifted, and told `again` after that, or the lifting denied).
    The reasons stand in the quotes of `sources`; `demands` are the ids of the events in which the same actor
    demands something. `overtaken` are those of the candidates to which the actor itself is told to have consented
    since, or that have become members, whatever the state.
    """

    actor: str
    candidates: tuple[str, ...]
    state: Literal["standing", "conditional", "lifted", "disputed"]
    lifted: tuple[Line, ...] = ()
    again: tuple[Line, ...] = ()
    denied: tuple[Line, ...] = ()
    demands: tuple[str, ...] = ()
    overtaken: tuple[str, ...] = ()


class Position(Line, frozen=True, kw_only=True):
    """A stretch in which one actor is told to hold one stance towards the candidates.

    `time`, else `bound`, is since when; `until` since when it is told to hold another (a time, or the first
    publication of what has none), None where nothing is told of another. `retold` is True where the actor had this
    stance before and nothing that tells it anew has a date: it may be the earlier one told again. Where the order of
    two stances is not told, each has both among its `rivals`, as the field "stance". `kind` is that of what opens it.
    """

    actor: str
    candidates: tuple[str, ...]
    stance: Stance
    until: str | None = None
    retold: bool = False


class Demand(Line, frozen=True, kw_only=True):
    """What an actor demands, in the words of its sources, of whom, naming which groups."""

    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class Commitment(Line, frozen=True, kw_only=True):
    """What a party undertakes."""

    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class Assessment(Line, frozen=True, kw_only=True):
    """How far one assessor holds commitments, demands or criteria fulfilled. `narrator` is who reports that."""

    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    rating: Rating | None = None
    narrator: str = ""


Ground = Literal[
    "addressee",  # of whom it is demanded, undertakes it or is assessed
    "demander",  # to whom it is undertaken, or who assesses it, is who demands it
    "deal",  # it stands under an agreement between the two, or that the demand names
    "groups",  # both name the same group
    "words",  # the same words say what it is about
]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """That the commitment with these events answers a demand; `shared` holds the words that they have in common."""

    events: tuple[str, ...]
    grounds: tuple[Ground, ...]
    shared: tuple[str, ...] = ()


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """That an assessment rates what was demanded: whose (`by`) it is, and who tells it, both as in `Assessment`.

    With `events`, `by`, `narrator` and `rating` the assessment is found among those of the status. `scale`: 0 nothing
    done, 1 minimum, 2 intermediate, 3 full, as in the Peace Accords Matrix; None where the rating has no place on it.
    """

    events: tuple[str, ...]
    by: tuple[str, ...]
    narrator: str
    rating: Rating
    scale: int | None
    grounds: tuple[Ground, ...]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """One demand, by the id of its event, the commitments that answer it, and all assessments of it side by side.

    Both are empty where nothing on record answers or assesses it, which does not say that nothing does.
    """

    demand: str
    commitments: tuple[Answer, ...] = ()
    assessments: tuple[Rated, ...] = ()


class Agreement(Line, frozen=True, kw_only=True):
    """A deal within the process, what was undertaken under it, and who assesses how it is kept."""

    parties: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    assessments: tuple[Assessment, ...] = ()


class Outcome(Line, frozen=True, kw_only=True):
    """What talks brought, by one narrator: an outlet ("", see the sources) or a speaker's side (an actor id)."""

    rating: Rating | None = None
    narrator: str = ""


class Round(Line, frozen=True, kw_only=True):
    """Talks that were held, of which a time, place or number is told.

    `number` counts those on record of which day and parties are told, in the order of time; None for any other.
    `told_number` is the reports' own.
    """

    number: int | None
    told_number: int | None = None
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()
    min_hours: int | None = None
    outcomes: tuple[Outcome, ...] = ()


class Resumption(Line, frozen=True, kw_only=True):
    """The process or talks start again."""


class Halt(Line, frozen=True, kw_only=True):
    """The process or talks stopped; `cause` holds the words that tell it; `resumed` is None while it lasts.

    All halts told between two restarts are one: the same told again, or one drawn out. `overtaken` are the
    candidates that have become members since, where nothing is told of a restart.
    """

    by: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    resumed: Resumption | None = None
    overtaken: tuple[str, ...] = ()


class Outlook(Line, frozen=True, kw_only=True):
    """Something expected or scheduled. `speaker` is who expects it, "" for the outlet or a plain fixture.

    `standing`: `coming` (its time reaches beyond the valid date), `undated`, or `passed` (its time is over and
    nothing on record says that it happened).
    """

    speaker: str = ""
    standing: Literal["coming", "undated", "passed"] = "coming"
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


class Membership(Line, frozen=True, kw_only=True):
    """Candidates became members, or the instrument entered into force. `official` as in ConsentStage."""

    members: tuple[str, ...] = ()
    official: bool = False


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one process on the day `valid`, as anyone could have known it on the day `known`.

    `possible` are things whose time is too wide to say whether they happened by `valid` or after it;
    `undated_later` counts those told without a date, and only after `valid`. Nothing else in the status counts
    either. `positions` are in the order of actors and time; `fulfilment` has one row for each of `demands`, in their
    order. `outcomes`, `commitments`, `assessments` and `resumptions` hold what belongs to no round, agreement or halt
    on record. `doubtful` is told, but nothing rests on it. `timeline` is every event and act that the status rests on,
    in the order of time.
    """

    process: Process
    valid: str
    known: str
    standings: tuple[Standing, ...]
    rules: tuple[RuleView, ...]
    consents: tuple[Consent, ...]
    tallies: tuple[Tally, ...]
    objections: tuple[Objection, ...]
    positions: tuple[Position, ...]
    demands: tuple[Demand, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[Commitment, ...]
    assessments: tuple[Assessment, ...]
    fulfilment: tuple[Answered, ...]
    rounds: tuple[Round, ...]
    outcomes: tuple[Outcome, ...]
    halts: tuple[Halt, ...]
    resumptions: tuple[Resumption, ...]
    outlook: tuple[Outlook, ...]
    memberships: tuple[Membership, ...]
    withdrawals: tuple[Entry, ...]
    possible: tuple[Entry, ...]
    undated_later: int
    doubtful: tuple[Doubt, ...]
    timeline: tuple[Entry, ...]


class Change(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One thing that became known between two statuses.

    `what`: `event` (new), `corroborated` (an event that more sources tell), `doubtful` (told, and nothing rests on
    it), `stage`, `consent`, `objection`, `tally`, `outlook`, `dropped` (a later version of its report tells it no more;
    `after` says which). `before` and `after` are short values ("not_reported", "parliament_approved"), "" where
    there was nothing. `sources` are the new ones alone.
    """

    what: str
    subject: str
    before: str
    after: str
    kind: str = ""
    time: str | None = None
    sources: tuple[Source, ...] = ()
