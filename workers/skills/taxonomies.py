"""Turns taxonomy branches that admins choose into skills, and links new skills to concepts of the same name."""

from graph import sweeps
from graph.ids import ConceptId
from graph.skills import taxonomy_skills
from workers import logs, records
from workers.app import later, task

log = logs.named(__name__)


@task
def apply(branch: ConceptId) -> None:
    """Show or hide the skills of a branch, then update the index."""
    taxonomy_skills.apply(branch)
    later("finding.indexing.sweep")


@task
def sweep() -> None:
    """Work on branches that still wait, and link skills that are new since the last sweep."""
    with sweeps.since_last("taxonomies") as since:
        waiting = taxonomy_skills.waiting()
        records.each("branches of taxonomies", waiting, apply, kind=ConceptId)
        taxonomy_skills.link(since=since)
    logs.swept(log, branches=len(waiting))
