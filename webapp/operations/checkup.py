"""Checks everything that can be wrong with a site's environment, and says what to do about it."""

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from limits.errors import StorageError

import workers.settings
from graph import driver
from graph.errors import Unavailable
from graph.moderation import audit_seals
from graph.upkeep import bad_records, clock_skew, migrations
from search import index, meaning, progress
from search.engines import Away, Damaged
from store import blobs
from webapp.limits import refusals
from webapp.operations import configuration, data_folder, serving
from workers import queue
from workers.feed import mail

LEAST_FREE_DISK_MEGABYTES = 1_000
LEAST_FREE_MEMORY_MEGABYTES = 300
MOST_WAITING_TASKS = 1_000
MOST_SKEW_SECONDS = 2.0
MANY_FOR_WHOOSH = 10_000
MEGABYTE = 1_000_000
# People who ran into limits are named, the most frequent first.
MOST_NAMED = 5

CHECK_QUEUE = "Check that it runs at GUILDHALL_QUEUE_URL."
CHECK_SEARCH = "Check that it runs at GUILDHALL_SEARCH_URL."
REBUILD = "A running site rebuilds it within ten minutes. To do it now, run `guildhall reindex`."

# Files in the data folder that only the site's own user may read.
SECRETS = ("secret-key", "graph/password")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found, and what the operator should do. There is no advice if all is well."""

    subject: str
    fact: str
    advice: str | None = None


def findings() -> Iterator[Finding]:
    """Check everything, quick checks first. The environment has to name the stores; see `stores.opened`."""
    first = settings()
    yield first
    if first.advice is None:
        yield from (check() for check in CHECKS)


def settings() -> Finding:
    """Check the settings. Everything else can only be checked once they are right."""
    problems = configuration.problems(os.environ)
    advice = "\n".join(problems) or None
    return Finding(subject="settings", fact=f"{len(problems)} problems" if problems else "ok", advice=advice)


def disk() -> Finding:
    folder = data_folder.path(os.environ)
    free = shutil.disk_usage(folder).free // MEGABYTE
    advice = None if free >= LEAST_FREE_DISK_MEGABYTES else f"Free up disk space for {folder}. Writes will fail soon."
    return Finding(subject="disk", fact=f"{free:,} MB free", advice=advice)


def memory() -> Finding:
    free = psutil.virtual_memory().available // MEGABYTE
    advice = None if free >= LEAST_FREE_MEMORY_MEGABYTES else "Stop other programs, or the system may stop an engine."
    return Finding(subject="memory", fact=f"{free:,} MB free", advice=advice)


def secrets() -> Finding:
    kept = [data_folder.path(os.environ) / name for name in SECRETS]
    readable = [str(path) for path in kept if path.exists() and _others_may_read(path)]
    advice = f"Other users can read secrets. Run chmod 600 {' '.join(readable)}" if readable else None
    return Finding(subject="secrets", fact="readable by others" if readable else "private", advice=advice)


def port() -> Finding:
    here = serving.Settings.from_env(os.environ)
    if serving.answers(here):
        return Finding(subject="web", fact=f"running at {here.address}")
    try:
        serving.refuse_if_taken(here)
    except serving.PortTaken as taken:
        return Finding(subject="web", fact="can't start", advice=str(taken))
    return Finding(subject="web", fact=f"not running; {here.address} is free")


def graph() -> Finding:
    try:
        driver.wait(0)
        asked = time.perf_counter()
        version = driver.engine()
    except Unavailable as away:
        return Finding(subject="graph", fact=str(away), advice=f"Check that it runs at {driver.settings().url}.")
    milliseconds = (time.perf_counter() - asked) * 1000
    return Finding(subject="graph", fact=f"{version}, responds in {milliseconds:.0f} ms")


def schema() -> Finding:
    try:
        pending = [step.title for step in migrations.pending()]
    except Unavailable:
        return _unknown("schema")
    advice = f"Run `guildhall migrate` to apply: {', '.join(pending)}" if pending else None
    return Finding(subject="schema", fact="not up to date" if pending else "up to date", advice=advice)


def clock() -> Finding:
    try:
        ahead = clock_skew.seconds()
    except Unavailable:
        return _unknown("clock")
    advice = "Synchronise the clocks of this machine and the engine." if abs(ahead) > MOST_SKEW_SECONDS else None
    return Finding(subject="clock", fact=f"the engine's clock is {ahead:+.1f} s off", advice=advice)


def tasks() -> Finding:
    try:
        waiting = {name: queue.waiting(name) for name in ("default", "pictures", "index", "meaning", "media")}
        version = queue.version()
    except queue.Away as away:
        return Finding(subject="queue", fact=str(away), advice=CHECK_QUEUE)
    late = [name for name, count in waiting.items() if count > MOST_WAITING_TASKS]
    advice = f"Too many tasks in {', '.join(late)}. Check that a worker is running for each queue." if late else None
    return Finding(subject="queue", fact=f"{version}, {sum(waiting.values()):,} tasks waiting", advice=advice)


def limits() -> Finding:
    try:
        found = refused()
    except StorageError:
        return _unknown("limits", "queue")
    if not found:
        return Finding(subject="limits", fact="no person ran into one this week")
    counts = ", ".join(f"{it.kind} {it.times} times by {_named(it)}" for it in found[:MOST_NAMED])
    return Finding(subject="limits", fact=f"{len({it.person for it in found})} people ran into one this week: {counts}")


def _named(one: refusals.Refusals) -> str:
    return "people without their name" if one.person == refusals.NAMELESS else f"person {one.person}"


def refused() -> tuple[refusals.Refusals, ...]:
    """Return who ran into limits in the past week, most often first. Raises `StorageError` while the queue is away."""
    return refusals.of_the_week(refusals.opened(workers.settings.Settings.from_env(os.environ).url))


def words() -> Finding:
    try:
        place, found = index.server("posts"), index.reader("posts").size()
    except Damaged as damaged:
        return Finding(subject="index", fact=_being_rebuilt() or str(damaged), advice=REBUILD)
    except Away as away:
        return Finding(subject="index", fact=str(away), advice=CHECK_SEARCH)
    if rebuilding := _being_rebuilt():
        return Finding(subject="index", fact=rebuilding, advice="Results may be missing until then.")
    return _built(found, place)


def _built(found: int, place: str) -> Finding:
    if not all(map(index.built_at, ("posts", "evidence"))):
        return Finding(subject="index", fact="not built yet", advice=REBUILD)
    fact = f"{found:,} posts, people, skills and communities indexed, with {place}"
    if index.settings().engine == "whoosh" and found >= MANY_FOR_WHOOSH:
        # Advice would count as a problem, but the index works, even if it is slower than it could be.
        fact += "; faster with GUILDHALL_SEARCH_ENGINE=tantivy and `guildhall reindex`"
    if waiting := meaning.waiting():
        fact += f"; {waiting:,} texts waiting for their vectors"
    return Finding(subject="index", fact=fact)


def records() -> Finding:
    try:
        found = bad_records.latest()
    except Unavailable:
        return _unknown("records")
    named = [f"{one.record}: {one.task} failed since {one.first_at:%Y-%m-%d %H:%M} ({one.why})" for one in found]
    advice = "\n".join(("These records can't be processed. The rest is done:", *named)) if found else None
    return Finding(subject="records", fact=f"{len(found)} bad" if found else "all processed", advice=advice)


def audit() -> Finding:
    """Check the end of the audit log. How many entries there are isn't said, because admins may not read them all."""
    try:
        is_whole = audit_seals.ends_well()
    except Unavailable:
        return _unknown("audit")
    advice = None if is_whole else "The log was changed without Guildhall. Run `guildhall check-audit` to see where."
    return Finding(subject="audit", fact="the latest entries are whole" if is_whole else "broken", advice=advice)


def files() -> Finding:
    place = blobs.settings().url.partition("?")[0]
    try:
        blobs.remove(blobs.put_bytes(b"Whether files can be kept here."))
    except (OSError, ImportError) as error:
        return Finding(subject="files", fact=str(error), advice=f"Check that {place} is correct and writable.")
    return Finding(subject="files", fact=f"stored in {place}")


def letters() -> Finding:
    settings = mail.Settings.from_env(os.environ)
    if settings is None:
        return Finding(subject="mail", fact="not sent; set GUILDHALL_MAIL_URL to let people get a daily digest")
    try:
        with mail.connected(settings):
            return Finding(subject="mail", fact=f"{settings.host}:{settings.port} accepts it")
    except mail.Away as away:
        return Finding(subject="mail", fact=str(away), advice="Check that it runs at GUILDHALL_MAIL_URL.")


CHECKS: tuple[Callable[[], Finding], ...] = (
    disk,
    memory,
    secrets,
    port,
    graph,
    schema,
    clock,
    tasks,
    limits,
    words,
    records,
    audit,
    files,
    letters,
)


def _being_rebuilt() -> str | None:
    percent = progress.percent()
    return None if percent is None else f"being rebuilt, {percent}% done"


def _unknown(subject: str, away: str = "graph") -> Finding:
    return Finding(subject=subject, fact=f"unknown while the {away} is unavailable", advice=f"Fix the {away} first.")


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
