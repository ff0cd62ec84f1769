"""Writes uploaded pictures anew. Until that is done, readers see that the picture is being prepared."""

from graph.ids import FileId
from graph.media import files, pictures
from graph.media.files import FileDraft
from graph.media.pictures import Job
from store import blobs, incoming
from store.errors import Gone, Refused
from workers import logs
from workers.app import later, task

log = logs.named(__name__)

# A picture that crashes its worker again and again is given up.
MOST_ATTEMPTS = 3
GIVEN_UP = "Guildhall tried several times but couldn't open this picture. Export it again as PNG or JPEG."


@task
def prepare(id: FileId) -> None:
    """Make a picture visible. Does nothing if it is done or another worker is working on it."""
    if job := pictures.begin(id):
        _prepare(id, job)


@task
def sweep() -> None:
    """Queue pictures whose worker died, and those that were uploaded while the queue was down."""
    waiting = pictures.waiting()
    for id in waiting:
        later("media.pictures.prepare", id)
    logs.swept(log, pictures=len(waiting))


def _prepare(id: FileId, job: Job) -> None:
    if job.attempts > MOST_ATTEMPTS:
        pictures.fail(id, GIVEN_UP)
        return
    try:
        made = incoming.prepared(blobs.Hash(job.hash), name=job.name)
    except (Refused, Gone) as problem:
        pictures.fail(id, str(problem))
        return
    pictures.finish(id, FileDraft(**vars(made)))
    if not files.is_kept(job.hash):
        blobs.remove(blobs.Hash(job.hash))
