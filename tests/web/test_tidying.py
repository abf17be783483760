"""A day that is not given is not in the address."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from accede.web.tidying import tidied


def asked(path: str, query: str) -> Request:
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []})


@pytest.mark.parametrize(
    ("path", "query", "onward"),
    [
        ("/", "valid=&known=", "/"),
        ("/process/x", "valid=2022-05-01&known=", "/process/x?valid=2022-05-01"),
        ("/search", "q=a%26b&known=+", "/search?q=a%26b"),
        ("/search", "q=&known=2022-05-01", None),
        ("/process/x", "known=2022-05-01", None),
        ("/", "", None),
        ("//evil.example/", "known=", "/evil.example/"),
        ("/\\evil.example", "known=", "/evil.example"),
        ("/a\r\nb", "known=", "/a%0D%0Ab"),
    ],
)
def test_an_address_loses_its_empty_days_and_nothing_else(path: str, query: str, onward: str | None) -> None:
    assert tidied(asked(path, query)) == onward


def test_a_browser_is_sent_on_and_a_program_is_not(client: TestClient) -> None:
    told = client.get("/?valid=&known=2022-06-01", follow_redirects=False)
    assert (told.status_code, told.headers["location"]) == (303, "/?known=2022-06-01") and "Content-Security-Policy" in told.headers
    assert client.get("/api/v1/record?known=", follow_redirects=False).status_code != 303
