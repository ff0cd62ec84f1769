"""Whatever a page reads from the graph is filtered for the person who looks at it."""

import ast
from pathlib import Path

from tests.architecture.conftest import Tree
from tests.architecture.references import References
from tests.architecture.source import ROOT, files

READS = ("graph.driver.read", "graph.rows.read_as")
WRITES = ("graph.driver.write", "graph.driver.write_together", "graph.rows.write_as")

# Only the operator starts these, so they may read everything.
COMMANDS = {"commands", "demo", "importers", "operations"}

# Readers that need no viewer, each with the reason.
WITHOUT_A_VIEWER = {
    "graph.demand.writing_requests.ask": "the page has read the need for its viewer; a name is all that comes back",
    "graph.feed.feed_addresses.owner": "says who the viewer is; the address is the secret",
    "graph.matching.backtests.latest": "figures of the whole site, without anybody in them; the page is for admins",
    "graph.matching.ranking_decisions.latest": "figures of the whole site; the page is for admins",
    "graph.media.files.forget": "whether other files have the same bytes; nobody is shown it",
    "graph.media.photos.get": "a person's own photo",
    "graph.media.photos.show": "whoever is signed in may see the page of anyone, and their photo on it",
    "graph.media.videos.find_shared": "the video that this very person has shared from an upload",
    "graph.notifications.devices.of": "a person's own browsers",
    "graph.people.accounts.find": "finds the account that somebody signs in to",
    "graph.people.accounts.get": "a person's own account",
    "graph.people.accounts.sessions": "a person's own sessions",
    "graph.people.accounts.signed_in": "says who the viewer is",
    "graph.people.address_changes.account": "a person's own addresses",
    "graph.people.address_changes.get": "a person's own link",
    "graph.people.invitations.accept": "they become somebody only now",
    "graph.people.invitations.find": "the link is the secret; a stranger opens it",
    "graph.people.invitations.get": "the link is the secret; a stranger opens it",
    "graph.people.password_resets.get": "the link is the secret; a stranger opens it",
    "graph.mentorships.working_time.of": "when people work, which stands on their profile for everyone",
    "graph.people.people.called": "a name that the viewer has typed in full",
    "graph.people.people.find_by_email": "an address that the viewer has typed in full",
    "graph.people.people.named": "the name of somebody whose id the viewer has; everyone may open their page",
    "graph.people.profiles.get": "a person's own profile, to be edited",
    "graph.people.profiles.unchosen": "a person's own profile, to be edited",
    "graph.reporting.hidden_texts.hide": "hides a text that this very person has reported, and shows nothing of it",
    "graph.reporting.report_reasons.every": "the reasons of the whole site, from which every reader chooses",
    "graph.reporting.report_reasons.get": "one of the reasons of the whole site",
    "graph.reporting.report_reasons.offered": "the reasons of the whole site, from which every reader chooses",
    "graph.setup.identity.get": "the site's name and logo, which strangers see too",
    "graph.setup.logos.get": "the state of the site's logo; the page is for admins",
    "graph.setup.logos.show": "the site's logo, which strangers see too",
    "graph.setup.test_letters.latest": "what the mail server said to an admin's test letter; the page is for admins",
    "graph.sensitive.company.find": "the domains of the company's addresses, none of which is returned",
    "graph.spam.suspicions.without_a_name": "judges a text by itself, whoever wrote it; nothing else is read",
    "graph.words.words.everything": "the lists that hold where the viewer writes; they learn which word they met",
    "graph.words.words.version": "says that a list has changed, and not whose",
    "graph.skills.taxonomy.sources": "says nothing of people or of what they wrote",
    "graph.skills.taxonomy.synonyms": "says nothing of people or of what they wrote",
    "graph.skills.taxonomy_branches.show": "says nothing of people or of what they wrote",
    "graph.skills.taxonomy_branches.top": "says nothing of people or of what they wrote",
}

DRIVER = """
def read(statement): ...
def write(statement): ...
"""

LEAK = """
from graph.driver import read

COUNTED = {"asks": lambda person: _rows(person)}

def count(person):
    return COUNTED["asks"](person)

def _rows(person):
    return read("MATCH (ask:Ask) RETURN count(ask) AS asks")
"""

PAGE = """
from graph.asking import x as counted

def show(id):
    return counted.count(id)
"""


def test_what_a_page_reads_takes_a_viewer() -> None:
    assert blind(ROOT) == WITHOUT_A_VIEWER.keys()


def test_a_reader_without_a_viewer_is_found_behind_helpers_and_in_a_nested_module(tree: Tree) -> None:
    root = tree({"graph/driver.py": DRIVER, "graph/asking/x.py": LEAK, "webapp/posts/y.py": PAGE})
    assert blind(root) == {"graph.asking.x.count"}


def test_a_reader_that_another_reader_of_pages_needs_is_found_in_another_module(tree: Tree) -> None:
    relay = "from graph.asking.x import count\n\ndef told(person, *, by: PersonId):\n    return count(person)\n"
    page = "from graph.feed.home import told\n\ndef show(id):\n    return told(id, by=id)\n"
    root = tree(
        {"graph/driver.py": DRIVER, "graph/asking/x.py": LEAK, "graph/feed/home.py": relay, "webapp/feed/y.py": page}
    )
    assert blind(root) == {"graph.feed.home.told"}


def test_what_the_operator_starts_may_read_everything(tree: Tree) -> None:
    root = tree({"graph/driver.py": DRIVER, "graph/asking/x.py": LEAK, "webapp/commands/y.py": PAGE})
    assert not blind(root)


def blind(root: Path) -> set[str]:
    """Return the functions that pages call and that read the graph without knowing who looks."""
    graph = References(root=root, packages=("graph",))
    pages = [path for path in files(root, "webapp", "queries") if path.relative_to(root).parts[1] not in COMMANDS]
    called = graph.referred_in(pages) & graph.reaching(*READS)
    changing = graph.reaching(*WRITES)
    return {
        name
        for name in called
        if isinstance(function := graph.definitions[name], ast.FunctionDef)
        and not knows_who_looks(function, changes=name in changing)
    }


def knows_who_looks(function: ast.FunctionDef, *, changes: bool) -> bool:
    """Tell whether a function takes a viewer. If it changes something, `by` is enough: what it reads stays inside."""
    kinds = {
        argument.arg: ast.unparse(argument.annotation) if argument.annotation else ""
        for argument in (*function.args.args, *function.args.kwonlyargs)
    }
    return "viewer" in kinds or "Viewer" in kinds.get("by", "") or (changes and "by" in kinds)
