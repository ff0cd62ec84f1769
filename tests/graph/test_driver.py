"""The only access to the engine: what happens when writers race, and when the engine is down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from threading import Event

import pytest

from graph import driver
from graph.errors import Busy, NotFound, Unavailable
from graph.ids import new_id
from graph.settings import Settings
from settings import Misconfigured


def test_racing_merges_make_one_node(graph: Settings) -> None:
    def merge(_: int) -> None:
        driver.write(
            "MERGE (skill:Skill {slug: 'kafka'}) ON CREATE SET skill.posts = 0 SET skill.posts = skill.posts + 1"
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(merge, range(40)))
    assert driver.read("MATCH (skill:Skill) RETURN skill.posts AS posts") == [{"posts": 40}]


def test_writers_of_the_same_thing_wait_for_each_other(graph: Settings) -> None:
    driver.write("CREATE (:Skill {slug: 'kafka', posts: 0})")

    def count(_: int) -> None:
        for _ in range(10):
            driver.write("MATCH (skill:Skill {slug: 'kafka'}) SET skill.posts = skill.posts + 1")

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(count, range(24)))
    assert driver.read("MATCH (skill:Skill) RETURN skill.posts AS posts") == [{"posts": 240}]


def test_a_writer_who_gives_up_says_that_others_were_busy(
    graph: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(driver, "TRIED_SECONDS", 0)
    driver.write("CREATE (:Skill {slug: 'kafka'}), (:Skill {slug: 'tls'})")

    has_given_up = Event()

    def lock(slugs: list[str]) -> None:
        for _ in range(500):
            if has_given_up.is_set():
                return
            try:
                driver.write(
                    """
                    MATCH (first:Skill {slug: $slugs[0]}) SET first.changed_by = $change
                    WITH first MATCH (second:Skill {slug: $slugs[1]}) SET second.changed_by = $change
                    """,
                    slugs=slugs,
                    # An engine may skip a change to the value that is already there.
                    change=new_id(),
                )
            except Busy:
                has_given_up.set()
                raise

    with ThreadPoolExecutor(16) as pool, pytest.raises(Busy, match="Many people"):
        list(pool.map(lock, [*repeat(["kafka", "tls"], 8), *repeat(["tls", "kafka"], 8)]))
    assert "Gave up after 1 tries" in caplog.text


def test_whoever_changes_what_another_removes_at_once_finds_nothing(graph: Settings) -> None:
    def remove(_: int) -> None:
        driver.write(
            """
            MATCH (skill:Skill {slug: 'kafka'})
            SET skill.lock = $lock
            WITH skill WHERE skill.posts = 0
            DETACH DELETE skill
            """,
            lock=new_id(),
        )

    for _ in range(20):
        driver.write("CREATE (:Skill {slug: 'kafka', posts: 0})-[:BROADER]->(:Skill {slug: 'streams'})")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(remove, range(8)))
        assert driver.write("MATCH (skill:Skill) DETACH DELETE skill RETURN 1 AS one") == [{"one": 1}]


def test_a_statement_that_fails_leaves_nothing_behind(graph: Settings) -> None:
    driver.write("CREATE (:Skill {slug: 'kafka'})")
    with pytest.raises(Exception, match="ConstraintValidationFailed"):
        driver.write("CREATE (:Skill {slug: 'tls'}) CREATE (:Skill {slug: 'kafka'})")
    assert driver.read("MATCH (skill:Skill) RETURN skill.slug AS slug") == [{"slug": "kafka"}]


def test_an_engine_that_is_away_is_a_refusal_and_its_return_is_noticed(graph: Settings) -> None:
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    for verb in (driver.read, driver.write):
        with pytest.raises(Unavailable, match="Try again"):
            verb("RETURN 1 AS one")
    driver.connect(graph)
    assert driver.read("RETURN 1 AS one") == [{"one": 1}]


def test_only_raises_the_refusal_when_nothing_is_there() -> None:
    with pytest.raises(NotFound, match="Nobody"):
        driver.only([], otherwise=NotFound("Nobody"))


def test_times_come_back_aware_and_in_utc(graph: Settings) -> None:
    row = driver.read("RETURN {at: datetime('2026-11-24T12:00:00+02:00')} AS inner")[0]
    assert row["inner"]["at"].isoformat() == "2026-11-24T10:00:00+00:00"


def test_every_problem_of_the_settings_is_named_at_once() -> None:
    with pytest.raises(Misconfigured) as refused:
        Settings.from_env({"GUILDHALL_GRAPH_URL": "http://graph"})
    assert "GUILDHALL_GRAPH_URL" in str(refused.value)
    assert "GUILDHALL_GRAPH_PASSWORD" in str(refused.value)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("size", [15, 16, 255, 256, 65_535, 65_536, 70_000])
def test_texts_lists_and_maps_of_every_size_go_there_and_back(size: int) -> None:
    sent = {"text": "x" * size, "list": list(range(size)), "map": {f"k{n}": n for n in range(min(size, 70_000))}}
    assert driver.read("RETURN $sent AS sent", sent=sent)[0]["sent"] == sent


@pytest.mark.usefixtures("graph")
def test_numbers_of_every_size_go_there_and_back() -> None:
    sent = [sign * (2**bits + more) for bits in range(62) for sign in (1, -1) for more in (-1, 0, 1)]
    assert driver.read("RETURN $sent AS sent", sent=sent)[0]["sent"] == sent
