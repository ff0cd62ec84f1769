"""What became of the things that a person shared. Only that person sees it."""

from dataclasses import dataclass

from graph.driver import read
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Impact:
    """How often a person's posts were seen, how many questions their answers solved, and how much builds on them."""

    seen: int
    solved: int
    built_upon: int

    @property
    def is_any(self) -> bool:
        return bool(self.seen or self.solved or self.built_upon)


def of(viewer: Viewer) -> Impact:
    """Return the viewer's own impact. Other people's posts and collections count only if the viewer may see them."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN reduce(sum = 0, views IN [(me)-[:ASKED|POSTED]->(post:Post) | coalesce(post.views, 0)] | sum + views)
                   AS seen,
               COUNT {
                   MATCH (me)-[:GAVE]->(answer:Answer)-[:ANSWERS]->(question:Post)
                   WHERE answer.is_accepted AND {{question is open}}
               } AS solved,
               [(me)-[:ASKED|POSTED]->(:Post)<-[:CITES|DUPLICATE_OF|LINKS_TO]-(other:Post)
                   WHERE {{other is open}}
                     AND NOT EXISTS { (other)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $viewer }
                   | other.id]
               + [(me)-[:ASKED|POSTED]->(:Post)<-[:HOLDS]-(collection:Collection)
                   WHERE {{collection is open}}
                     AND NOT EXISTS { (collection)<-[:KEEPS]-(keeper:Person) WHERE keeper.id = $viewer }
                   | collection.id] AS built_upon
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return Impact(seen=rows[0]["seen"], solved=rows[0]["solved"], built_upon=len(set(rows[0]["built_upon"])))
