"""A record on a server, asked over its interface for programs; the answers are the values that the record itself would give.

    remote = Remote("https://accede.example", token="...")
    process = remote.processes()[0]
    remote.status(process.id, known="2022-12-31")

What always holds: nothing is asked of any other server than the one named; an answer larger than MOST_BYTES, later than `timeout`,
or of another shape than expected is an error of the house's tree with its remedy; the words of reports are as they are stored.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any, NoReturn, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

import msgspec

from accede import __version__
from accede.errors import AccedeError, DateError, NotFound, RemoteError
from accede.model import Claim, Report
from accede.outlook.model import Forecast
from accede.process.model import Change, Consent, Demand, Entry, Objection, Outlook, Position, Process, Round, Status
from accede.publishing.referring import in_full

T = TypeVar("T")
API = "/api/v1"
MOST_BYTES = 50_000_000
SECONDS = 60.0
# Items that are asked for at once, the most that a server gives.
AT_A_TIME = 200
_KINDS: dict[int, type[AccedeError]] = {400: DateError, 404: NotFound}


class Remote:
    """Asks one server.

    url: where it is, as https://accede.example or http://127.0.0.1:8421. token: of an account, where the server wants one; it is
    sent to this server alone. timeout: seconds for which the server may be silent.
    Every question raises NotFound, DateError or RemoteError. `valid` and `known` are days, "" for the record's newest.
    """

    def __init__(self, url: str, token: str = "", timeout: float = SECONDS) -> None:
        try:
            parts = urlsplit(url)
            host = parts.hostname
            parts.port  # noqa: B018 - raises where it is no number
        except ValueError as error:
            raise RemoteError(f"not an address: {url!r}", "write it as https://accede.example") from error
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
            raise RemoteError(f"not the address of a server: {url!r}", "write it as https://accede.example")
        if any(not "!" <= sign <= "~" for sign in token):
            raise RemoteError("the token has characters that no token has", "copy it again, without spaces")
        self.url = url.rstrip("/").removesuffix(API)
        self._headers = {"Accept": "application/json", "User-Agent": f"accede/{__version__}"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._timeout = timeout
        self._opener: OpenerDirector = build_opener(_NoRedirect)

    # Processes

    def processes(self, valid: str = "", known: str = "") -> tuple[Process, ...]:
        """Every process, the most told first."""
        return self._all("processes", Process, valid=valid, known=known)

    def status(self, process: str, valid: str = "", known: str = "") -> Status:
        """How far a process is, whole."""
        return self._converted(in_full(self.asked(f"processes/{_named(process)}", valid=valid, known=known)), Status)

    def timeline(self, process: str, valid: str = "", known: str = "") -> tuple[Entry, ...]:
        """What happened, in the order of time."""
        return self._all(f"processes/{_named(process)}/timeline", Entry, valid=valid, known=known)

    def consents(self, process: str, valid: str = "", known: str = "") -> tuple[Consent, ...]:
        """Who has consented, at which stage, and who has not."""
        return self._all(f"processes/{_named(process)}/consents", Consent, valid=valid, known=known)

    def objections(self, process: str, valid: str = "", known: str = "") -> tuple[Objection, ...]:
        """Who objects, and since when."""
        return self._all(f"processes/{_named(process)}/objections", Objection, valid=valid, known=known)

    def demands(self, process: str, valid: str = "", known: str = "") -> tuple[Demand, ...]:
        """Who demands what."""
        return self._all(f"processes/{_named(process)}/demands", Demand, valid=valid, known=known)

    def positions(self, process: str, valid: str = "", known: str = "") -> tuple[Position, ...]:
        """Who held which stance, from when until when."""
        return self._all(f"processes/{_named(process)}/positions", Position, valid=valid, known=known)

    def talks(self, process: str, valid: str = "", known: str = "") -> tuple[Round, ...]:
        """Rounds of talks, with their outcomes."""
        return self._all(f"processes/{_named(process)}/talks", Round, valid=valid, known=known)

    def expected(self, process: str, valid: str = "", known: str = "") -> tuple[Outlook, ...]:
        """What is told as expected or scheduled."""
        return self._all(f"processes/{_named(process)}/outlook", Outlook, valid=valid, known=known)

    def outlook(self, process: str, valid: str = "", known: str = "") -> dict[str, Forecast]:
        """The forecast of each candidate by its id, "" for an instrument's own entry into force."""
        told = self.asked(f"processes/{_named(process)}/outlook", valid=valid, known=known, limit=1)
        return {one["candidate"]: self._converted(one["forecast"], Forecast) for one in told["forecasts"]}

    def changes(self, process: str, since: str, valid: str = "", known: str = "") -> tuple[Change, ...]:
        """What became known after the day `since`."""
        return self._all(f"processes/{_named(process)}/changes", Change, since=since, valid=valid, known=known)

    def statements(self, process: str, speaker: str = "", known: str = "") -> tuple[Claim, ...]:
        """Who said what; `speaker` is a person, office or actor."""
        return self._all(f"processes/{_named(process)}/statements", Claim, speaker=speaker, known=known)

    # Actors

    def actors(self, words: str = "", known: str = "") -> tuple[dict[str, Any], ...]:
        """The actors and persons that reports name, by name; only those with the words in a name, where some are given."""
        return self._all("actors", dict, q=words, known=known)

    def actor(self, id: str, valid: str = "", known: str = "") -> dict[str, Any]:
        """An actor (FIN, nato) or person (person:anna-ek): names, offices, and what each process tells of it."""
        return dict(in_full(self.asked(f"actors/{_named(id)}", valid=valid, known=known)))

    def said_by(self, id: str, known: str = "") -> tuple[Claim, ...]:
        """What was said for an actor, or by a person, the newest first."""
        return self._all(f"actors/{_named(id)}/statements", Claim, known=known)

    # The record

    def reports(self, known: str = "") -> tuple[dict[str, Any], ...]:
        """The reports without their texts, by day of publication."""
        return self._all("reports", dict, known=known)

    def report(self, id: str, known: str = "") -> Report:
        """A report with its text, by the beginning of its id."""
        return self._converted(self.asked(f"reports/{_named(id)}", known=known), Report)

    def claims(self, report: str = "", kind: str = "", actor: str = "", known: str = "") -> tuple[Claim, ...]:
        """The claims as they count, of a report, a kind or an actor where one is named."""
        return self._all("claims", Claim, report=report, kind=kind, actor=actor, known=known)

    def claim(self, id: str, known: str = "") -> dict[str, Any]:
        """A claim with its words in their paragraph, by the beginning of its id."""
        return dict(self.asked(f"claims/{_named(id)}", known=known))

    def search(self, words: str, limit: int = 20, known: str = "") -> tuple[dict[str, Any], ...]:
        """The first places where the words are, the newest first; at most AT_A_TIME."""
        return tuple(self.asked("search", q=words, limit=limit, known=known)["items"])

    def record(self, known: str = "") -> dict[str, Any]:
        """How much the record holds, and its newest day."""
        return dict(self.asked("record", known=known))

    # How

    def asked(self, path: str, **query: Any) -> dict[str, Any]:
        """The answer at an address of the interface, as it is; what is empty of the query is left out."""
        said = urlencode({key: value for key, value in query.items() if value != ""})
        found = self._decoded(self._got(f"{self.url}{API}/{path}{'?' if said else ''}{said}"))
        if not isinstance(found, dict):
            raise self._strange("no object")
        return found

    def _all(self, path: str, of: type[T], /, **query: Any) -> tuple[T, ...]:
        """Every item of a list, page by page, each as a value."""
        return tuple(self._converted(item, of) for item in self._items(path, query))

    def _items(self, path: str, query: dict[str, Any]) -> Iterator[Any]:
        page, pages = 1, 1
        while page <= pages:
            told = self.asked(path, **query, page=page, limit=AT_A_TIME)
            try:
                yield from (in_full(told) if "sources" in told else told)["items"]
                pages = int(told["pages"])
            except (KeyError, TypeError, ValueError) as error:
                raise self._strange(f"no list: {error}") from error
            page += 1

    def _converted(self, told: Any, kind: type[T]) -> T:
        try:
            return msgspec.convert(told, kind)
        except msgspec.ValidationError as error:
            raise self._strange(str(error)) from error

    def _decoded(self, body: bytes) -> Any:
        try:
            return msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise self._strange(str(error)) from error

    def _strange(self, why: str) -> RemoteError:
        return RemoteError(f"{self.url} answered something else than this Accede expects: {why}"[:300], "check the address, and that both have one version")

    def _got(self, address: str) -> bytes:
        try:
            with self._opener.open(Request(address, headers=self._headers), timeout=self._timeout) as answer:
                body = bytes(answer.read(MOST_BYTES + 1))
        except HTTPError as error:
            self._refused(error)
        except TimeoutError as error:
            raise RemoteError(f"{self.url} did not answer within {self._timeout:g} seconds", "try again, or give it more time") from error
        except (URLError, http.client.HTTPException, OSError, ValueError) as error:
            why = getattr(error, "reason", error)
            raise RemoteError(f"{self.url} cannot be asked: {why}"[:300], "check the address, and that the server runs") from error
        if len(body) > MOST_BYTES:
            raise RemoteError(f"{self.url} answered more than {MOST_BYTES // 1_000_000} MB", "ask for less, page by page")
        return body

    def _refused(self, error: HTTPError) -> NoReturn:
        """The server's own words where it gives some; as the error that the record would have raised."""
        told: Any = {}
        try:
            with error:
                told = msgspec.json.decode(error.read(MOST_BYTES))
        except (msgspec.DecodeError, http.client.HTTPException, OSError, RecursionError):
            pass
        if not isinstance(told, dict) or not isinstance(told.get("error"), str):
            told = {"error": f"{self.url} answered {error.code} {error.reason}", "remedy": "check the address"}
        remedy = "give the token of an account" if error.code in (401, 403) else str(told.get("remedy", ""))
        raise _KINDS.get(error.code, RemoteError)(told["error"], remedy) from error


class _NoRedirect(HTTPRedirectHandler):
    """A server that sends elsewhere is not followed: the token and the question are for this one."""

    def redirect_request(self, *_: Any) -> None:
        """Nowhere."""


def _named(part: str) -> str:
    """One part of a path."""
    return quote(part, safe="")
