"""Writing requests: someone who knows a skill is asked to write about it, because people could not find it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author, SkillTag
from graph.demand import anonymous_demand
from graph.driver import only, read, write
from graph.errors import Conflict, NotFound
from graph.ids import NeedId, PersonId, WritingRequestId, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

# After a week of silence the next person is asked.
REPLY_WITHIN = timedelta(days=7)
LOOKED_AT = 50
# A person gets one writing request at a time.
MOST_OPEN = 1


@dataclass(frozen=True, kw_only=True)
class WritingRequest:
    """A request to write about a skill, and why: how many contributions to it this person has made."""

    id: WritingRequestId
    skill: SkillTag
    evidence: int
    made_at: datetime
    is_new: bool


def ask(need: NeedId) -> Author:
    """Ask the person who knows the skill best among those who can be asked, and return them.

    This leaves out people who are looking for it themselves, were asked before, are away, take no asks, or are writing
    for another need. Raises `Conflict` if nobody is left.
    """
    person = next((one for one in _candidates(need) if not _is_looking(one, need)), None)
    if person is None:
        raise Conflict("Nobody who knows about this can be asked right now.")
    now = clock.now()
    write(
        """
        MATCH (need:Need {id: $need})
        MATCH (person:Person {id: $person})
        MERGE (commission:Commission {key: $key})
        ON CREATE SET commission.id = $id, commission.state = 'asked', commission.open_key = $open_key,
                      commission.made_at = datetime($now)
        MERGE (commission)-[:MEETS]->(need)
        MERGE (commission)-[:TO]->(person)
        """,
        need=need,
        person=person.id,
        key=f"{need}:{person.id}",
        id=new_id(),
        open_key=clock.key(now),
        now=now.isoformat(),
    )
    return person


def inbox(*, viewer: Viewer) -> tuple[WritingRequest, ...]:
    """Return this person's writing requests, newest first, for needs that are still open."""
    return read_as(
        WritingRequest,
        """
        MATCH (me:Person {id: $viewer})<-[:TO]-(commission:Commission)-[:MEETS]->(need:Need)-[:OF]->(skill:Skill)
        WHERE commission.open_key IS NOT NULL AND need.key IS NOT NULL
        RETURN commission.id AS id,
               {slug: skill.slug, name: skill.name} AS skill,
               reduce(all = 0, pieces IN [(me)-[knows:KNOWS]->(known:Skill)
                   WHERE known.slug = skill.slug AND {{knows is open}} | knows.evidence] | all + pieces) AS evidence,
               commission.made_at AS made_at,
               commission.seen_at IS NULL AS is_new
        ORDER BY made_at DESC
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )


def see(*, by: PersonId) -> None:
    """Note that this person has looked at the inbox, so nothing in it is new."""
    write(
        """
        MATCH (:Person {id: $by})<-[:TO]-(commission:Commission)
        WHERE commission.open_key IS NOT NULL AND commission.seen_at IS NULL
        SET commission.seen_at = datetime($now)
        """,
        by=by,
        now=clock.now().isoformat(),
    )


def decline(id: WritingRequestId, *, by: PersonId) -> NeedId:
    """Decline a request and return its need; twice changes nothing. Nobody is told. Raises `NotFound`."""
    rows = write(
        """
        MATCH (commission:Commission {id: $id})-[:TO]->(person:Person)
        WHERE person.id = $by AND commission.state IN ['asked', 'declined']
        MATCH (commission)-[:MEETS]->(need:Need)
        SET commission.state = 'declined', commission.declined_key = coalesce(commission.declined_key, $key)
        REMOVE commission.open_key
        RETURN need.id AS need
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=NotFound("You weren't asked to write about this, or the request is closed."))["need"]


def expire() -> tuple[NeedId, ...]:
    """Expire requests with no reply for a week. Return the open needs that someone else should be asked about."""
    rows = write(
        """
        MATCH (commission:Commission)-[:MEETS]->(need:Need)
        WHERE commission.open_key < $key
        SET commission.state = 'expired'
        REMOVE commission.open_key
        WITH need
        WHERE need.key IS NOT NULL
        RETURN DISTINCT need.id AS need
        """,
        key=clock.key(clock.now() - REPLY_WITHIN),
    )
    return tuple(row["need"] for row in rows)


def declined(*, since: datetime) -> tuple[NeedId, ...]:
    """Return the open needs that someone declined to write about since then, unless someone else has been asked."""
    rows = read(
        """
        MATCH (commission:Commission)-[:MEETS]->(need:Need)
        WHERE commission.declined_key >= $since AND need.key IS NOT NULL
          AND NOT EXISTS { (need)<-[:MEETS]-(open:Commission) WHERE open.open_key IS NOT NULL }
        RETURN DISTINCT need.id AS need
        """,
        since=clock.key(since),
    )
    return tuple(row["need"] for row in rows)


def _candidates(need: NeedId) -> tuple[Author, ...]:
    """Return the people who may be asked, strongest first. Only evidence that everyone may see counts."""
    return read_as(
        Author,
        """
        MATCH (need:Need {id: $need})-[:OF]->(:Skill)<-[knows:KNOWS]-(person:Person)
        WHERE need.key IS NOT NULL AND knows.evidence > 0 AND {{knows is shown to everyone}}
        WITH need, person, knows.weight AS weight
        ORDER BY weight DESC
        LIMIT $limit
        WITH need, person, weight
        WHERE person.state = 'active' AND person.email IS NOT NULL AND coalesce(person.takes_asks, true)
          AND {{person is present}}
          AND NOT EXISTS { (need)<-[:MEETS]-(:Commission)-[:TO]->(asked:Person) WHERE asked.id = person.id }
          AND COUNT { (person)<-[:TO]-(open:Commission) WHERE open.open_key IS NOT NULL } < $most
        RETURN person.id AS id, person.name AS name
        ORDER BY weight DESC
        """,
        need=need,
        everyone=EVERYONE,
        limit=LOOKED_AT,
        now=clock.now().isoformat(),
        most=MOST_OPEN,
    )


def _is_looking(person: Author, need: NeedId) -> bool:
    rows = read(
        "MATCH (wish:Wish {who: $who})-[:FOR]->(need:Need) WHERE need.id = $need RETURN 1 AS one LIMIT 1",
        who=anonymous_demand.mark(person.id),
        need=need,
    )
    return bool(rows)
