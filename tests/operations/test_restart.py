"""Everything that was confirmed as saved survives killing every process of the site."""

from pathlib import Path

from graph import driver
from graph.editing import drafts
from graph.settings import Settings
from tests import company as stories
from tests.operations import site
from tests.operations.site import Site
from webapp.operations import stores


def restarted(running: Site) -> Site:
    """Kill a site as a power failure does, and start it again."""
    running.process.kill()
    running.process.wait()
    return connected(site.start(running.folder))


def connected(running: Site) -> Site:
    driver.connect(Settings.from_env(stores.running(running.folder, {})))
    return running


def test_a_saved_draft_survives_the_death_of_every_process(tmp_path: Path) -> None:
    running = connected(site.start(tmp_path / "data"))
    linus = stories.found_company().linus
    drafts.save("tip", {"title": "Still here"}, by=linus, seen=0)
    running = restarted(running)
    found = drafts.find("tip", viewer=linus)
    driver.close()
    running.stop()
    assert found
    assert found.title == "Still here"
