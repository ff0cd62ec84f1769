"""Names under the slugs that they have today, for a graph from before combining marks and leading signs counted."""

from graph.driver import read, write
from graph.ids import slug


def renew() -> None:
    """Let each name of a skill lead to it under its present slug too, and give units theirs. Twice changes nothing.

    The slugs of skills stay, because they are in addresses. A slug that something else has is left alone.
    """
    rows = read(
        """
        MATCH (skill:Skill)
        RETURN skill.slug AS skill, skill.slug AS former, skill.name AS name, [] AS audiences, false AS is_narrowed
        UNION
        MATCH (alias:Alias)-[:NAMES]->(skill:Skill)
        RETURN skill.slug AS skill, alias.slug AS former, alias.name AS name,
               coalesce(alias.audiences, []) AS audiences, coalesce(alias.is_narrowed, false) AS is_narrowed
        """
    )
    changed = {key: row for row in rows if (key := slug(row["name"] or "")) not in ("", row["former"])}
    write(
        """
        UNWIND $rows AS row
        MATCH (skill:Skill {slug: row.skill})
        WHERE NOT EXISTS { MATCH (taken:Skill {slug: row.slug}) }
          AND NOT EXISTS { MATCH (known:Alias {slug: row.slug}) }
        MERGE (alias:Alias {slug: row.slug})
        SET alias.name = row.name,
            alias.audiences = CASE WHEN size(row.audiences) = 0 THEN null ELSE row.audiences END,
            alias.is_narrowed = CASE WHEN row.is_narrowed THEN true ELSE null END
        MERGE (alias)-[:NAMES]->(skill)
        """,
        rows=[{**row, "slug": key} for key, row in changed.items()],
    )
    _renew_units()


def _renew_units() -> None:
    units = read("MATCH (unit:Unit) RETURN unit.slug AS former, unit.name AS name")
    write(
        """
        UNWIND $rows AS row
        MATCH (unit:Unit {slug: row.former})
        WHERE NOT EXISTS { MATCH (taken:Unit {slug: row.slug}) }
        SET unit.slug = row.slug
        """,
        rows=[{**row, "slug": key} for row in units if (key := slug(row["name"])) not in ("", row["former"])],
    )
