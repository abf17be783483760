"""The application: its pages and interface put together, and what holds for every answer.

Every answer forbids scripts, styles, pictures and frames from anywhere but this server; a page has no script of its own in it. What
goes wrong is told in one sentence with the remedy, as a page or as JSON, and never as a traceback.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from threading import Thread

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accede import __version__
from accede.answers.recall import Recall
from accede.errors import AccedeError, AskedTooMuch, DateError, NotFound, NotWorkedOut, RecordError, RulingRefused
from accede.outlook.forecasting import ready
from accede.web import api
from accede.web.looking import Days, answered
from accede.web.making import Makers
from accede.web.memory import Memory
from accede.web.opened import Opened
from accede.web.pages import ROUTERS
from accede.web.people.guarding import Door, Guard
from accede.web.preparing import worked_out
from accede.web.rendering import page
from accede.web.settings import Settings
from accede.web.tidying import Tidy
from accede.web.weighing import Weigher
from accede.web.working import Job, Worker

STATIC = Path(__file__).parent / "static"
API = api.PREFIX
#: Seconds after which to ask again for what is worked out.
WAIT = "3"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}  # fmt: skip
# Only what came by https says so (RFC 6797, 7.2); a year, as the OWASP HTTP Security Response Headers Cheat Sheet has it.
HTTPS_ALONE = {"Strict-Transport-Security": "max-age=31536000"}
_STATUS: tuple[tuple[type[AccedeError], int], ...] = ((NotFound, 404), (DateError, 400), (RulingRefused, 422), (AskedTooMuch, 422), (RecordError, 503))


def create_app(settings: Settings) -> FastAPI:
    """The application for one record; `uvicorn` runs it. Raises AccountRefused where it needs accounts and has none."""
    door = Door(settings)
    app = _routed(settings, _life)
    app.state.memory, app.state.door = Memory(), door
    app.state.worker, app.state.weigher = Worker(settings.location, worked_out), Weigher()
    app.state.makers = Makers(settings, _routed)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC), minimum_size=1000), name="static")
    app.add_middleware(Guard, server=app, door=door, tell=told, api=API)
    app.add_middleware(Tidy, api=API)
    app.add_middleware(Headed, door=door)
    app.exception_handler(AccedeError)(_refused)
    app.exception_handler(NotWorkedOut)(_not_yet)
    app.exception_handler(HTTPException)(_missing)
    app.exception_handler(RequestValidationError)(_invalid)
    return app


def _routed(settings: Settings, life: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None) -> FastAPI:
    """The pages and the interface alone, on a record of their own."""
    app = FastAPI(
        lifespan=life, title="Accede", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None,
        description="What reports say of accession and treaty processes, for two dates; every line with its sources.",
    )  # fmt: skip
    app.state.settings, app.state.recall, app.state.opened = settings, Recall(), Opened(settings.location)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(api.router)
    api.described(app)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """From the start of the server to its end: answers of a large record are worked out beforehand."""
    with suppress(AccedeError), answered(app) as answers:  # what is wrong with the record is told to who asks
        if answers.is_large:
            app.state.makers.begin()
    Thread(target=_ready, args=(app,), daemon=True).start()
    yield
    app.state.makers.end()
    app.state.weigher.stop()
    app.state.worker.end()
    app.state.opened.close()


def _ready(app: FastAPI) -> None:
    """Load what the first page would wait for: what a small record holds, the knowledge, and what a forecast needs."""
    with suppress(AccedeError), answered(app) as answers:
        if not answers.is_large:
            answers.processes()
    ready()


class Headed:
    """The headers that every answer has, put on as it goes out: whoever leaves before it came leaves no error behind."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        headers = HEADERS | HTTPS_ALONE if self.door.is_secure(request) else dict(HEADERS)
        if not request.url.path.startswith("/static/"):
            headers["Cache-Control"] = "no-cache"

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                for name, value in headers.items():
                    held.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sent)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, AccedeError)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return told(request, status, error.what, error.remedy)


def _not_yet(request: Request, error: Exception) -> Response:
    """Have it worked out; a page says so and comes by itself, a program is told to ask again."""
    assert isinstance(error, NotWorkedOut)
    worker: Worker = request.app.state.worker
    try:
        worker.ask(Job(error.target, error.valid, error.known))
    except AccedeError as failed:
        return told(request, 500, failed.what, failed.remedy)
    if request.url.path.startswith(API):
        answer = told(request, 503, error.what, error.remedy)
    else:
        valid, known = (request.query_params.get(name, "") for name in ("valid", "known"))
        answer = page(request, "working.html", Days(valid, known), 202, progress=worker.progress())
    answer.headers["Retry-After"] = WAIT
    return answer


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = told(request, error.status_code, str(error.detail), "")
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return told(request, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}", f"see {API}/openapi.json")


def told(request: Request, status: int, what: str, remedy: str) -> Response:
    """What went wrong, as a page, or as JSON for a program."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": what, "remedy": remedy}, status)
    return page(request, "error.html", code=status, what=what, remedy=remedy)
