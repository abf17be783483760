"""The application: its pages and interface put together, and what holds for every answer.

Every answer forbids scripts, styles, pictures and frames from anywhere but this server; a page has no script of its own in it. What
goes wrong is told in one sentence with the remedy, as a page or as JSON, and never as a traceback.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from accede import __version__
from accede.errors import AccedeError, DateError, NotFound, RecordError, RulingRefused
from accede.web import api
from accede.web.memory import Memory
from accede.web.pages import ROUTERS
from accede.web.people.guarding import Door, Guard
from accede.web.rendering import page
from accede.web.settings import Settings
from accede.web.weighing import Weigher

STATIC = Path(__file__).parent / "static"
API = api.PREFIX
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
_STATUS: tuple[tuple[type[AccedeError], int], ...] = ((NotFound, 404), (DateError, 400), (RulingRefused, 422), (RecordError, 503))


def create_app(settings: Settings) -> FastAPI:
    """The application for one record; `uvicorn` runs it. Raises AccountRefused where it needs accounts and has none."""
    door = Door(settings)
    app = FastAPI(
        title="Accede", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None,
        description="What reports say of accession and treaty processes, for two dates; every line with its sources.",
    )  # fmt: skip
    app.state.settings = settings
    app.state.memory = Memory()
    app.state.weigher = Weigher()
    app.router.on_shutdown.append(app.state.weigher.stop)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=STATIC), minimum_size=1000), name="static")
    app.state.door = door
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(api.router)
    api.described(app)
    app.add_middleware(Guard, server=app, door=door, tell=told, api=API)
    app.middleware("http")(_headed)
    app.exception_handler(AccedeError)(_refused)
    app.exception_handler(HTTPException)(_missing)
    app.exception_handler(RequestValidationError)(_invalid)
    return app


async def _headed(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
    """The headers that every answer has."""
    response = await call(request)
    secure = request.app.state.door.is_secure(request)
    for name, value in (HEADERS | HTTPS_ALONE if secure else HEADERS).items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, AccedeError)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return told(request, status, error.what, error.remedy)


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
