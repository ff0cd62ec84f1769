"""Writes uploaded pictures anew. Until that is done, readers see that the picture is being prepared."""

from graph.ids import FileId
from graph.media import files, photos, pictures
from graph.media.files import FileDraft
from graph.media.pictures import Job
from graph.setup import logos
from store import blobs, incoming
from store.crops import Crop
from store.errors import Gone, Refused
from store.incoming import Received
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
        made = _made(job)
    except (Refused, Gone) as problem:
        pictures.fail(id, str(problem))
        return
    if job.crop or job.is_logo:
        _show(id, made, job)
    else:
        pictures.finish(id, FileDraft(**vars(made)))
    _remove_if_unused(job.hash)


def _made(job: Job) -> Received:
    hash = blobs.Hash(job.hash)
    if job.is_logo:
        return incoming.logo(hash)
    return incoming.portrait(hash, Crop(*job.crop)) if job.crop else incoming.prepared(hash, name=job.name)


def _show(id: FileId, made: Received, job: Job) -> None:
    """Show a photo or a logo in place of the former one, which goes."""
    finish = logos.finish if job.is_logo else photos.finish
    for former in finish(id, FileDraft(**vars(made))):
        if files.forget(former):
            blobs.remove(blobs.Hash(former.hash))
    # It may have been removed in the meantime.
    _remove_if_unused(made.hash)


def _remove_if_unused(hash: str) -> None:
    if not files.is_kept(hash):
        blobs.remove(blobs.Hash(hash))
