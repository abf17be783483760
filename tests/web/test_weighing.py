"""Work in the background: once for each state, told as far as it is, ended with the server, and no error lost."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from accede.errors import NotFound
from accede.web.weighing import KEPT, Told, Weigher

LONG = 60


def numbers(last: int | None) -> Iterator[int]:
    yield from (1, 2, 3)


def test_what_is_done_in_time_is_told_at_once() -> None:
    assert Weigher[int]().ask("key", "one", numbers, LONG) == Told(3, True, "", None)


def test_many_that_ask_at_once_have_it_done_once() -> None:
    begun = []

    def steps(last: int | None) -> Iterator[int]:
        begun.append(last)
        yield 1

    weigher = Weigher[int]()
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: weigher.ask("key", "one", steps, LONG), range(40)))
    assert begun == [None] and set(told) == {Told(1, True, "", None)}


def test_who_does_not_wait_is_told_how_far_it_is_and_what_was_before() -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow(last: int | None) -> Iterator[int]:
        assert last == 3
        yield 7
        reached.set()
        assert go_on.wait(LONG)
        yield 8

    weigher = Weigher[int]()
    weigher.ask("key", "one", numbers, LONG)
    weigher.ask("key", "two", slow)
    assert reached.wait(LONG)
    assert weigher.ask("key", "two", slow) == Told(7, False, "", 3)
    go_on.set()
    assert weigher.ask("key", "two", slow, LONG) == Told(8, True, "", 3)


def test_who_is_content_with_some_is_told_after_the_first_step() -> None:
    go_on = threading.Event()

    def slow(last: int | None) -> Iterator[int]:
        yield 7
        assert go_on.wait(LONG)
        yield 8

    weigher = Weigher[int]()
    assert weigher.ask("key", "one", slow, LONG, some=True) == Told(7, False, "", None)
    go_on.set()
    assert weigher.ask("key", "one", slow, LONG) == Told(8, True, "", None)


def test_work_on_an_older_state_is_given_up() -> None:
    reached, go_on = threading.Event(), threading.Event()
    seen = []

    def old(last: int | None) -> Iterator[int]:
        yield 1
        reached.set()
        assert go_on.wait(LONG)
        seen.append("old once more")
        yield 2
        seen.append("old to its end")

    weigher = Weigher[int]()
    weigher.ask("key", "one", old)
    assert reached.wait(LONG)
    weigher.ask("key", "two", numbers)
    go_on.set()
    assert weigher.ask("key", "two", numbers, LONG).found == 3
    assert seen == ["old once more"]


@pytest.mark.parametrize(("error", "said"), [(NotFound("no such thing", "look elsewhere"), "no such thing; look elsewhere"), (ValueError("x"), "ValueError")])
def test_an_error_is_told_and_logged_and_ends_nothing_else(error: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    def broken(last: int | None) -> Iterator[int]:
        yield 1
        raise error

    weigher = Weigher[int]()
    with caplog.at_level(logging.ERROR):
        assert weigher.ask("key", "one", broken, LONG) == Told(1, True, said, None)
    assert "weighing failed" in caplog.text
    assert weigher.ask("key", "one", numbers, LONG).error == said, "not tried again unless asked"
    assert weigher.ask("other", "one", numbers, LONG).found == 3
    assert weigher.ask("key", "one", numbers, LONG, again=True) == Told(3, True, "", None)


def test_it_ends_with_the_server() -> None:
    reached, go_on = threading.Event(), threading.Event()
    steps_made = []

    def endless(last: int | None) -> Iterator[int]:
        for number in range(1_000_000):
            steps_made.append(number)
            yield number
            reached.set()
            assert go_on.wait(LONG)

    weigher = Weigher[int]()
    weigher.ask("key", "one", endless)
    assert reached.wait(LONG)
    thread = weigher._thread
    assert thread is not None and thread.is_alive()
    go_on.set()
    weigher.stop()
    assert not thread.is_alive()
    before = len(steps_made)
    weigher.ask("another", "one", endless)
    assert len(steps_made) == before, "nothing is begun after the end"


def test_no_more_than_some_keys_are_held() -> None:
    weigher = Weigher[int]()
    for key in range(KEPT + 3):
        weigher.ask(key, "one", numbers, LONG)
    assert len(weigher.held()) == KEPT
