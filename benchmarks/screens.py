"""Pictures of every page of a record, to be looked at, and how soon each shows something.

    python benchmarks/screens.py demo/accede.db pictures
    python benchmarks/screens.py demo/accede.db pictures --only process --widths 390

Each page is taken whole at three widths (a phone, a tablet, a wide screen), in light and dark, and the page of a process as it is
printed. Told are, of each page and in a browser that has nothing kept, the milliseconds until the server's first byte and until
something is seen (first contentful paint), the size of the page, and the size of its scripts as they came over the wire; first of a
page that nobody asked for before, then of the same page again. Where a page is wider than the window, that is told, too.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from accede.web.people.accounts import Accounts
from benchmarks.browsing import browsing, sign_in
from benchmarks.pages import pages, serving

WIDTHS = (390, 1024, 1920)
HEIGHT = 900
#: Of a longer page the picture ends here: what comes further down looks like what came before.
LONGEST = 9000
THEMES = ("light", "dark")
NAME, PASSWORD = "ada", "seven amber boats at dawn"
TIMES = """() => {
  const shown = performance.getEntriesByName('first-contentful-paint')[0];
  const [gone] = performance.getEntriesByType('navigation');
  const scripts = performance.getEntriesByType('resource').filter((one) => one.initiatorType === 'script');
  return [gone.responseStart, shown ? shown.startTime : -1, gone.transferSize, scripts.reduce((all, one) => all + one.transferSize, 0)];
}"""


class Times(NamedTuple):
    """In milliseconds, and in bytes as they came over the wire."""

    first_byte: float
    shown: float
    page: float
    scripts: float

    def __str__(self) -> str:
        return f"{self.first_byte:6.0f} ms {self.shown:6.0f} ms {self.page / 1000:7.0f} KB {self.scripts / 1000:6.0f} KB"


def measured(browser: Browser, address: str) -> Times:
    """A page in a browser that has nothing kept."""
    context = browser.new_context(viewport={"width": 1024, "height": HEIGHT})
    page = context.new_page()
    page.goto(address, wait_until="load", timeout=600_000)
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length", timeout=10_000)
    told = Times(*page.evaluate(TIMES))
    context.close()
    return told


def taken(page: Page, name: str, address: str, folder: Path, widths: list[int]) -> None:
    """The pictures of one page."""
    for theme in THEMES:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(address, wait_until="networkidle", timeout=600_000)
            wide, high = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            if wide > width and theme == "light":
                print(f"{name}: {wide - width} wider than the window of {width}")
            # As high as the page, so that what sticks to the window's top is where it belongs.
            page.set_viewport_size({"width": width, "height": min(max(high, HEIGHT), LONGEST)})
            page.screenshot(path=folder / f"{_file(name)}-{width}-{theme}.png")


def printed(page: Page, name: str, address: str, folder: Path) -> None:
    """The page on paper."""
    page.emulate_media(media="print", color_scheme="light")
    page.goto(address, wait_until="networkidle", timeout=600_000)
    page.pdf(path=folder / f"{_file(name)}.pdf", prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")


def _file(name: str) -> str:
    return re.sub(r"\W+", "-", name)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="pages whose name has this")
    parser.add_argument("--widths", type=int, nargs="+", default=list(WIDTHS))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with browsing() as browser, serving(options.record) as base, tempfile.TemporaryDirectory() as held:
        found = {name: address for name, address in pages(base).items() if options.only in name}
        page = browser.new_context().new_page()
        print(f"{'':28} first byte   shown    page     scripts")
        for name, address in found.items():
            print(f"{name:28} {measured(browser, base + address)}  asked first")
            print(f"{'':28} {measured(browser, base + address)}  asked again")
            taken(page, name, base + address, options.folder, options.widths)
            if name == "process":
                printed(page, name, base + address, options.folder)
        Accounts.made(Path(held) / "people.db").add(NAME, "admin", PASSWORD)
        with serving(options.record, str(Path(held) / "people.db")) as guarded:
            for name in (name for name in ("login", "accounts") if options.only in name):
                if name == "accounts":
                    sign_in(page, guarded, NAME, PASSWORD)
                taken(page, name, f"{guarded}/{name}", options.folder, options.widths)


if __name__ == "__main__":
    main()
