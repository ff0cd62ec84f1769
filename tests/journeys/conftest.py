"""A whole site with its worker and indexer, and a real browser in which people use it."""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect, sync_playwright

from graph import driver
from graph.settings import Settings
from tests.company import Company, found_company, join
from tests.engines import free_port, mail
from tests.engines.mail import Letterbox
from tests.operations import site as operations
from webapp.operations import stores
from webapp.people import passwords
from workers.expertise import evidence
from workers.finding import indexing

# A busy machine is slow. A journey tests what happens, not how soon.
expect.set_options(timeout=15_000)

PATIENCE_SECONDS = 20

PASSWORD = "a long sentence to sign in with"

CHROMIUM = "/usr/bin/chromium"
# It runs as root on build machines, and must not look for updates or contact other hosts by itself.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Colours that still change are neither those before nor those after. What never ends is left alone, and what a browser
# that is busy elsewhere doesn't end within two seconds.
STILL = """async () => {
    const painted = async () => { for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame); };
    await Promise.race([painted(), new Promise((late) => setTimeout(late, 2000))]);
    const ends = (it) => it.effect.getComputedTiming().endTime < Infinity;
    const ended = document.getAnimations().filter(ends).map((it) => it.finished.catch(() => null));
    await Promise.race([Promise.all(ended), new Promise((late) => setTimeout(late, 2000))]);
}"""


@dataclass(frozen=True, kw_only=True)
class Journey:
    """The address of the site, the people who work there, and a browser for them."""

    address: str
    company: Company
    chromium: Browser
    letters: Letterbox
    complaints: list[str] = field(default_factory=list)
    cookies: dict[str, StorageState] = field(default_factory=dict)

    def sign_in(self, name: str, **looks: object) -> Page:
        """Open a browser window in which someone is signed in. `looks` are Playwright's, such as `color_scheme="dark"`.

        Each person uses the form once, because the site allows only ten attempts a minute.
        """
        if name not in self.cookies:
            page = self.stranger()
            page.goto("/sign-in")
            page.get_by_label("Email address").fill(f"{name}@example.com")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/")
            self.cookies[name] = page.context.storage_state()
        page = self.stranger(storage_state=self.cookies[name], **looks)
        page.goto("/")
        return page

    def told(self, page: Page, says: str) -> Locator:
        """Open the inbox until a line says this, and return the line. Workers tell people after the request."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            page.goto("/inbox")
            line = page.get_by_role("listitem").filter(has_text=says)
            if line.count() or time.monotonic() > deadline:
                expect(line).to_have_count(1)
                return line
            page.wait_for_timeout(500)

    def link_in_mail(self, to: str, pattern: str) -> str:
        """Wait for a letter to this person with such an address in it, and return the address from the newest."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := [link for text in self.letters.to(to) for link in re.findall(pattern, text)]):
            assert time.monotonic() < deadline, f"{to} got no such letter"
            time.sleep(0.2)
        return found[-1]

    def stranger(self, **looks: object) -> Page:
        """Open a browser window in which nobody is signed in. Errors of its scripts are kept."""
        context: BrowserContext = self.chromium.new_context(base_url=self.address, **looks)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page


@pytest.fixture(scope="session")
def letters() -> Iterator[Letterbox]:
    """A mail server that gets the site's mail."""
    with mail.running() as box:
        yield box


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory, letters: Letterbox) -> Iterator[Journey]:
    """A site as an operator starts it, with all its real programs and the company in it."""
    port = str(free_port())
    mailed = letters.environment | {"GUILDHALL_PORT": port, "GUILDHALL_ADDRESS": f"http://127.0.0.1:{port}"}
    # This machine stands in for other people's sites.
    folder = tmp_path_factory.mktemp("journey") / "data"
    site = operations.start(folder, GUILDHALL_LINK_NETWORKS="127.0.0.0/8", **mailed)
    before = dict(os.environ)
    os.environ.update(stores.running(site.folder, {}))
    driver.connect(Settings.from_env(os.environ))
    company = _move_in()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield Journey(address=site.address, company=company, chromium=browser, letters=letters)
        browser.close()
    driver.close()
    os.environ.clear()
    os.environ.update(before)
    site.stop()


@pytest.fixture(autouse=True)
def _no_script_complains(journey: Journey) -> Iterator[None]:
    yield
    # Cleared, so that the next stories don't fail because of it.
    complaints = journey.complaints[:]
    journey.complaints.clear()
    assert not complaints


@pytest.fixture(autouse=True)
def _no_draft_is_left(journey: Journey) -> Iterator[None]:
    yield
    # Text that one story left half written would be in the form of the next.
    for context in journey.chromium.contexts:
        context.close()
    driver.write("MATCH (draft:Draft) DETACH DELETE draft")


@pytest.fixture
def no_barriers() -> Callable[[Page], None]:
    """Return a check that fails if axe finds an accessibility problem on a page."""

    def check(page: Page) -> None:
        page.evaluate(STILL)
        found = Axe().run(page).response["violations"]
        places = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
        assert not places, f"{page.url}\n" + "\n".join(places)

    return check


def _move_in() -> Company:
    company = found_company()
    join("Katherine", is_admin=True)
    # They have been here for long: nothing leads them through their first steps.
    driver.write(
        "MATCH (person:Person) SET person.password_hash = $hash REMOVE person.welcome", hash=passwords.hashed(PASSWORD)
    )
    evidence.weigh(company.kafka_answer)
    evidence.weigh(company.kafka_tip)
    indexing.rebuild(lambda _: None)
    return company
