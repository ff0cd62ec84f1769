"""Where someone works who joins by an invitation that says so: their unit, office and manager.

A whole company may be invited at once, so a manager may join after the people who report to them. Until then the
manager's address waits with them.
"""

from typing import LiteralString

# Each is one of the statements by which someone joins, see graph/people/invitations.py. A manager is found by address.
PLACE: LiteralString = """
    MATCH (invitation:Invitation {key: $key})
    MATCH (person:Person {id: $id})
    SET person.office = coalesce(invitation.office, ''), person.headline = coalesce(invitation.headline, '')
    FOREACH (_ IN CASE WHEN coalesce(invitation.unit_slug, '') = '' THEN [] ELSE [1] END |
        MERGE (unit:Unit {slug: invitation.unit_slug})
        ON CREATE SET unit.name = invitation.unit
        MERGE (person)-[:WORKS_IN]->(unit))
    WITH invitation, person, coalesce(invitation.manager, '') AS address
    OPTIONAL MATCH (manager:Person {email: address})
    WHERE manager.state = 'active' AND manager.id <> $id
    FOREACH (one IN CASE WHEN manager IS NULL THEN [] ELSE [manager] END | MERGE (person)-[:REPORTS_TO]->(one))
    FOREACH (awaited IN CASE WHEN manager IS NULL AND address <> '' THEN [address] ELSE [] END |
        SET person.awaited_manager = awaited)
    DETACH DELETE invitation
    RETURN person.id AS id
"""

# People who wait for this manager and haven't been given another one meanwhile. Nobody reports to someone below them.
GATHER: LiteralString = """
    MATCH (person:Person {id: $id})
    OPTIONAL MATCH (report:Person {awaited_manager: person.email})
    WHERE report.id <> $id
    WITH person, report,
         EXISTS { (report)-[:REPORTS_TO]->(:Person) } AS has_one,
         EXISTS { MATCH (person)-[:REPORTS_TO*1..30]->(above:Person) WHERE above.id = report.id } AS is_above
    FOREACH (_ IN CASE WHEN report IS NULL OR has_one OR is_above THEN [] ELSE [1] END |
        MERGE (report)-[:REPORTS_TO]->(person))
    REMOVE report.awaited_manager
    RETURN DISTINCT person.id AS id
"""
