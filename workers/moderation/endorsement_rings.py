"""Looks for people who confirm a skill only of each other, for the review queue."""

from graph.expertise import rings
from workers import logs
from workers.app import task

log = logs.named(__name__)


@task
def sweep() -> None:
    """Find them anew. Those that a coach left wait again after half a year."""
    logs.swept(log, found=rings.gather())
