"""Takes redacted passages out of the files of the search index too.

An engine marks what is deleted and removes it from its files when it next tidies them, which may be never. So the
indexes are built anew from the graph.
"""

import time

from graph.redaction import redactions
from search import index, meaning
from workers import logs
from workers.app import task
from workers.finding import indexing

log = logs.named(__name__)

# By then, the former indexes are gone.
DAY_SECONDS = 86_400


@task
def sweep() -> None:
    """Rebuild the indexes if a passage was redacted since they were built, and remove the former ones. Twice does no
    harm. A former one stays for a minute, in which searches may still read it; the next sweep removes it.
    """
    if redactions.since(min(map(index.built_at, indexing.INDEXES))):
        log.info("A passage was redacted, so the search index is being rebuilt from the graph.")
        indexing.rebuild(lambda _things: None)
        meaning.purge()
    if redactions.since(time.time() - DAY_SECONDS):
        for name in indexing.INDEXES:
            index.clear(name)
