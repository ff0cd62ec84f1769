"""The privacy rules. Each has a name that statements use: `WHERE {{person is listed}}`.

A statement names its own variable and the rule: `{{knows is shown}}` for `()-[knows:KNOWS]->()`, `{{leaver is listed}}`
for `(leaver:Person)`. The driver writes the rule out. The values that a rule compares with, such as `$audiences`,
are parameters of the statement. Statements stay literals, so the driver still refuses text that is put together at
run time.

tests/architecture/test_privacy.py says which statements need which rule, and finds rules that are written out by hand.
"""

import re
from functools import cache
from typing import LiteralString, cast

from graph import membership_rules, mentoring_rules, question_state

# `it` is replaced by the variable that a statement names. A rule may use others in the same way.
CLAUSES: dict[str, LiteralString] = {
    # A post, collection or anything else with an audience that `$audiences` includes. See graph/viewers.py.
    "open": "it.audience IN $audiences",
    # A skill that the viewer may know of: a post or a person that they may see has it.
    "known": "ANY(audience IN it.audiences WHERE audience IN $audiences)",
    # Another name of a skill. Everyone may know it unless it is limited to audiences.
    "readable": "(it.audiences IS NULL OR {{it is known}})",
    # What someone knows, if the viewer may see it and the person doesn't hide it.
    "shown": "{{it is open}} AND {{it is not hidden}}",
    # The same, but only what everyone may see. For things that are the same for all readers: the index, asks, mail.
    "shown to everyone": "it.audience = $everyone AND {{it is not hidden}}",
    # The same, but only what all readers of a post may see. The statement calls the post `post`.
    "shown to readers": "it.audience IN [$everyone, post.audience] AND {{it is not hidden}}",
    # What someone says about a skill and doesn't hide. For statements where its audience doesn't matter.
    "not hidden": "it.hidden IS NULL",
    # Someone who is here and wants to be found. People who are not listed are shown only next to what they wrote.
    "listed": "it.state = 'active' AND coalesce(it.is_listed, true)",
    # An answer, tip or other proof, or its author's tie to it, that counts for someone within `$audiences`.
    "counted": "it.weight IS NOT NULL AND it.counted_in IN $audiences",
    # A collection. `$seen_through` has the viewer's own id as well as their audiences, for what only they see.
    "visible": "it.audience IN $seen_through",
    # To return: someone beside what they wrote, as `graph.cards.Author`.
    "named": "{id: it.id, name: it.name, photo: it.photo}",
    # A notification that still holds: its answer is accepted, its ask or check waits. The statement calls what it
    # tells of `thing`, and its post `post`.
    "current": """(it.kind <> 'accepted' OR coalesce(thing.is_accepted, false))
        AND (NOT it.kind IN ['asked', 'check'] OR thing.open_key IS NOT NULL)
        AND (it.kind <> 'thanked' OR thing.state = 'given')
        AND (it.kind <> 'asked' OR (thing.state = 'asked' AND post.open_key IS NOT NULL))""",
    # A notification about no post that still holds, and whose community, if any, isn't hidden from the person whom it
    # tells. The statement calls what it tells of `thing`, and what this person may see `audiences`.
    "still so": """(it.kind <> 'thanked' OR thing.state = 'given')
        AND (it.kind <> 'expert' OR thing.state = 'asked')
        AND (it.kind <> 'changed' OR thing.state = it.what)
        AND (it.kind <> 'ability' OR it.what = 'rated' OR (thing.audience IN audiences
             AND thing.state = CASE it.what WHEN 'asked' THEN 'asked' ELSE 'given' END
             AND (it.what <> 'discounted' OR coalesce(thing.is_discounted, false))))
        AND (coalesce(it.what, '') <> 'rated' OR EXISTS {
            MATCH (it)-[:TELLS|TOLD]->(rated:Person)-[standing:STANDS_IN]->(known:Skill)
            WHERE known.slug = thing.slug AND standing.manager_level IS NOT NULL
        })
        AND (it.kind <> 'first_tip' OR NOT EXISTS { (thing)-[:ASKED|POSTED|GAVE]->() })
        AND (it.kind <> 'mentoring' OR NOT it.what IN ['asked', 'moved_on', 'nobody']
             OR thing.state = CASE it.what WHEN 'nobody' THEN 'open' ELSE 'asked' END)
        AND (coalesce(it.what, '') <> 'reported' OR thing.state <> 'closed')
        AND (it.kind <> 'matched' OR {{thing is matched now}})
        AND (it.kind <> 'introduction' OR thing.state = it.what)
        AND (it.kind <> 'mentoring' OR NOT it.what IN ['booked', 'near'] OR thing.state = 'booked')
        AND (it.kind <> 'membership' OR coalesce(it.what, '') <> 'declined' OR EXISTS {
            MATCH (thing)-[:REFUSED]->(refused:Person)<-[:TELLS|TOLD]-(told:Notification)
            WHERE told.id = it.id
        })
        AND (coalesce(it.what, '') <> 'admitted' OR thing.visibility = 'public' OR thing.id IN audiences)
        AND (NOT coalesce(it.what, '') IN ['made_public', 'made_private', 'made_hidden']
             OR it.what = 'made_' + thing.visibility)
        AND (NOT coalesce(it.what, '') IN ['round_opened', 'round_closing'] OR thing.state = 'open')
        AND (NOT coalesce(it.what, '') STARTS WITH 'round_' OR EXISTS {
            MATCH (thing)-[:OF]->(around:Community)<-[:MEMBER_OF]-(member:Person)<-[:TELLS|TOLD]-(told:Notification)
            WHERE told.id = it.id
        })
        AND (coalesce(it.what, '') <> 'requested' OR EXISTS {
            MATCH (thing)-[:REQUESTED]->(asked:Community)<-[:UNDER]-(told:Notification)-[:TELLS|TOLD]->(coach:Person)
                -[coaching:MEMBER_OF]->(led:Community)
            WHERE told.id = it.id AND led.id = asked.id AND coaching.is_coach
        })
        AND (it.kind <> 'invited' OR {{it is of a live invitation}})
        AND NOT EXISTS {
            MATCH (it)-[:UNDER]->(secret:Community)
            WHERE it.kind <> 'invited' AND secret.visibility = 'hidden' AND NOT secret.id IN audiences
        }""",
    # To return: the tag of the language in which they get letters: what they chose, or else what their browser asked
    # for. Empty if neither is known.
    "written to": "coalesce(it.letter_language, it.browser_language, '')",
    # To return: when someone works, as `graph.mentorships.working_time.WorkingTime`.
    "working": """{zone: coalesce(it.time_zone, ''), begins: coalesce(it.work_begins, ''),
        ends: coalesce(it.work_ends, '')}""",
    # Someone whom an admin keeps out of the site until a day: graph/conduct/suspensions.py.
    "suspended": "coalesce(it.suspended_until > datetime($now), false)",
    # A notification that its `person` may get now: those who are suspended hear of nothing else.
    "for its person": """(NOT {{person is suspended}} OR one.what IN ['suspended', 'kept_suspension'])""",
    # Not away now, according to their calendar, and not kept out.
    "present": "((it.away_until IS NULL OR it.away_until <= datetime($now)) AND NOT {{it is suspended}})",
    # Someone who reports to `$viewer`, directly or indirectly.
    "led by the viewer": "EXISTS { (it)-[:REPORTS_TO*1..30]->(superior:Person) WHERE superior.id = $viewer }",
    # Someone who may read a post. The statement calls the post `post`.
    "a reader": """(post.audience = $everyone OR EXISTS {
        MATCH (it)-[:MEMBER_OF]->(closed:Community)
        WHERE closed.id = post.audience
    })""",
    # Someone who asked a post without their name. The statement calls the post `post`.
    "the anonymous asker": "(coalesce(post.is_anonymous, false) AND EXISTS { (it)-[:ASKED]->(post) })",
    # The id of someone whose name is kept from the viewer: an anonymous asker. Empty for anyone else. The statement
    # calls the post `post`.
    "nameless to the viewer": "CASE WHEN post.is_anonymous AND it.id <> $viewer THEN it.id ELSE '' END",
    # To set: when they were last active. What is done without a name leaves no trace beside one.
    "active now": "CASE WHEN {{it is the anonymous asker}} THEN it.last_active_at ELSE datetime($now) END",
    # Someone who wrote it under their name. Anonymous askers count as any other reader where it would show.
    "its named author": "(NOT coalesce(post.is_anonymous, false) AND EXISTS { (it)-[:ASKED|POSTED]->(post) })",
    # Enough evidence, or a statement, to count as someone who has the skill: graph/skills/coverage.py.
    "enough": "(it.weight >= $least OR it.level >= $practitioner)",
    # Not away for so long that their knowledge is out of reach: graph/skills/coverage.py.
    "in reach": "(it.away_until IS NULL OR it.away_until < datetime($too_long))",
    # A community that the viewer may know of.
    "listed or joined": "(it.visibility <> 'hidden' OR it.id IN $audiences)",
    # To return: the audience of what is posted in a community, or in none.
    "read by": "CASE WHEN it.visibility <> 'public' THEN it.id ELSE $everyone END",
    # A community in which the viewer may read, and post unless it is archived.
    "open to the viewer": "(it.visibility = 'public' OR it.id IN $audiences)",
    # Someone in the statement who runs the site, or who coaches a community or what stands outside of all.
    "an admin": "coalesce(it.is_admin, false)",
    "an active admin": "({{it is an admin}} AND it.state = 'active')",
    "a coach": """({{it is a site coach}} OR EXISTS {
        (it)-[coaching:MEMBER_OF]->(:Community) WHERE coaching.is_coach
    })""",
    "a site coach": "coalesce(it.is_site_coach, false)",
    # Someone who looks after others: an admin, a manager or a coach.
    "a leader": "({{it is an admin}} OR EXISTS { (it)<-[:REPORTS_TO]-(:Person) } OR {{it is a coach}})",
    # A community whose coaches are all away, or in which something has waited for a day: graph/reviewing/deputies.py.
    "left alone": "it.help_since IS NOT NULL",
    # The same, for a deputy who may read there. The statement calls them `deputy`.
    "left to the deputy": """({{it is left alone}} AND (it.visibility = 'public' OR EXISTS {
        MATCH (deputy)-[:MEMBER_OF]->(joined:Community) WHERE joined.id = it.id
    }))""",
    # Someone who is called in for coaches now.
    "a deputy now": """EXISTS {
        MATCH (deputy:Person)-[:DEPUTISES]->(helped:Community)
        WHERE deputy.id = it.id AND {{helped is left to the deputy}}
    }""",
    # A post that `$viewer` coaches: one in a community of theirs, or in one for which they are called in as a deputy.
    # Site-wide coaches coach those outside communities.
    "coached": """(EXISTS {
        MATCH (it)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coach.id = $viewer AND coaching.is_coach
    } OR EXISTS {
        MATCH (it)-[:IN]->(helped:Community)<-[:DEPUTISES]-(deputy:Person)
        WHERE deputy.id = $viewer AND {{helped is left to the deputy}}
    } OR ({{viewer is the site coach}} AND NOT EXISTS { (it)-[:IN]->(:Community) }))""",
    # A post on which a text, that the statement calls `thing`, is for `$viewer` to decide about: as a coach of its
    # community, or as an admin or a site-wide coach if no coach is left but its author, or it is left alone. Anonymous
    # askers count as anyone.
    "overseen by the viewer": """({{it is coached}} OR {{viewer is the keeper}} AND ({{it is in need}} OR NOT EXISTS {
        MATCH (it)-[:IN]->(:Community)<-[leading:MEMBER_OF]-(leader:Person)
        WHERE leading.is_coach AND leader.state = 'active' AND NOT {{leader is suspended}}
          AND (NOT EXISTS { (leader)-[:ASKED|POSTED|GAVE|MADE]->(thing) } OR {{leader is the anonymous asker}})
    }))""",
    # A post that `$viewer` looks after: they coach its community or, if it is in none, left alone or without a coach
    # who is here, the site. So nothing waits for a coach who is away.
    "looked after by the viewer": """({{it is coached}}
        OR {{viewer is the keeper}} AND ({{it is in need}} OR NOT EXISTS {
        MATCH (it)-[:IN]->(:Community)<-[guiding:MEMBER_OF]-(guide:Person)
        WHERE guiding.is_coach AND guide.state = 'active' AND {{guide is present}}
    }))""",
    # A post in a community that is left alone.
    "in need": "EXISTS { MATCH (it)-[:IN]->(alone:Community) WHERE {{alone is left alone}} }",
    # Someone who can look again at what a coach withdrew: another coach of its community, or an admin who may read
    # there. Not its author, unless that would tell who asked anonymously. The statement calls the notice `notice`.
    "able to look again": """(it.state = 'active'
        AND NOT EXISTS { (it)-[:WITHDREW]->(same:Withdrawal) WHERE same.id = notice.id }
        AND NOT EXISTS {
            MATCH (notice)-[taken:TAKEN_FROM]->(author:Person)
            WHERE author.id = it.id AND NOT coalesce(taken.is_private, false)
        }
        AND (EXISTS {
            MATCH (notice)-[:TAKEN_IN]->(led:Community)<-[coaching:MEMBER_OF]-(coach:Person)
            WHERE coach.id = it.id AND coaching.is_coach
        } OR EXISTS {
            MATCH (notice)-[:TAKEN_IN]->(helped:Community)<-[:DEPUTISES]-(deputy:Person)
            WHERE deputy.id = it.id AND {{helped is left to the deputy}}
        } OR ({{it is a site coach}} AND NOT EXISTS { (notice)-[:TAKEN_IN]->(:Community) })
        OR ({{it is an admin}} AND NOT EXISTS {
            MATCH (notice)-[:TAKEN_IN]->(shut:Community)
            WHERE shut.visibility <> 'public' AND NOT EXISTS {
                (it)-[:MEMBER_OF]->(joined:Community) WHERE joined.id = shut.id
            }
        })))""",
    # A confirmation that counts: given, and no coach has discounted it (graph/expertise/ring_decisions.py).
    "valid": "(it.state = 'given' AND NOT coalesce(it.is_discounted, false))",
    # To return: a community as `graph.cards.CommunityTag`.
    "tagged": "{id: it.id, slug: it.slug, name: it.name}",
    # To return: the same of the community of a post, or null.
    "placed": "[(it)-[:IN]->(around:Community) | {{around is tagged}}][0]",
    # To return: the ids of the communities that someone coaches.
    "leading": "[(it)-[coaching:MEMBER_OF]->(own:Community) WHERE coaching.is_coach | own.id]",
    # To return: how many of someone's reports coaches found right, and wrong.
    "upheld": "COUNT { (it)-[:REPORTED]->(past:Report) WHERE past.state = 'upheld' }",
    "declined": "COUNT { (it)-[:REPORTED]->(past:Report) WHERE past.state = 'declined' }",
    # A community that `$viewer` coaches.
    "coached by the viewer": """EXISTS {
        MATCH (it)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coach.id = $viewer AND coaching.is_coach
    }""",
    # A community, or null for none, in which `$viewer` decides what is published: its coaches, its deputies if it is
    # left alone, and admins and site-wide coaches who may read there if it is, or all coaches are away, or for none.
    "for the viewer to approve": """(CASE WHEN it IS NULL THEN {{viewer is the keeper}}
        ELSE {{it is coached by the viewer}} OR ({{it is left alone}} AND {{it is open to the viewer}} AND EXISTS {
                MATCH (it)<-[:DEPUTISES]-(deputy:Person) WHERE deputy.id = $viewer
            }) OR ({{viewer is the keeper}} AND {{it is open to the viewer}} AND ({{it is left alone}} OR NOT EXISTS {
                MATCH (it)<-[watching:MEMBER_OF]-(watch:Person)
                WHERE watching.is_coach AND watch.state = 'active' AND {{watch is present}}
            })) END)""",
    # `{{viewer is the site coach}}`: whether `$viewer` coaches what stands outside communities.
    "the site coach": "EXISTS { MATCH (keeper:Person {id: $viewer}) WHERE {{keeper is a site coach}} }",
    # `{{viewer is the keeper}}`: whether `$viewer` runs the site or coaches what stands outside communities.
    "the keeper": """EXISTS {
        MATCH (keeper:Person {id: $viewer}) WHERE {{keeper is an admin}} OR {{keeper is a site coach}}
    }""",
    # `{{viewer is the admin}}`: whether `$viewer` runs the site. For statements that read nothing else about them.
    "the admin": "EXISTS { MATCH (admin:Person {id: $viewer}) WHERE admin.is_admin }",
    # Someone about whom `me` may decide as a coach or an admin, as far as the two of them go: graph/conduct/reach.py. A
    # coach doesn't decide about another leader of the site or about their own line of managers, in either direction.
    "within reach": """(it.id <> me.id AND it.state = 'active' AND ({{me is an admin}} OR (
        NOT {{it is an admin}} AND NOT {{it is a coach}}
        AND NOT EXISTS { (it)-[:REPORTS_TO*1..30]->(above:Person) WHERE above.id = me.id }
        AND NOT EXISTS { (me)-[:REPORTS_TO*1..30]->(boss:Person) WHERE boss.id = it.id })))""",
    # The community, or null for the whole site, in which something was decided about a person that `me` may read and
    # change: as its coach, or as an admin who may read there. The ids of the communities that `me` coaches are `led`.
    "in the care of me": "(it.id IN led OR ({{me is an admin}} AND (it IS NULL OR {{it is open to the viewer}})))",
    # Where something was decided that belongs in a yearly report: a community, or null for none. The report is of
    # `$place` or, if that is null, of the site: what is public and, if it `$is_whole`, what its reader may know of.
    "in the report": """CASE WHEN $place IS NOT NULL THEN coalesce(it.id = $place, false)
        ELSE it IS NULL OR it.visibility = 'public' OR ($is_whole AND {{it is listed or joined}}) END""",
    # Someone who may publish on the site: no warning is unread, and nobody has silenced them everywhere.
    "free to write": """(NOT EXISTS { (it)<-[:WARNS]-(unread:Warning) WHERE unread.read_at IS NULL }
        AND NOT EXISTS {
            (it)<-[:SILENCES]-(everywhere:Silence)
            WHERE everywhere.place IS NULL AND everywhere.ends_at > datetime($now)
        })""",
    # Someone who may publish in `$community`, or outside communities if that is null.
    "free to post": """({{it is free to write}} AND NOT EXISTS {
            (it)<-[:SILENCES]-(here:Silence) WHERE here.place = $community AND here.ends_at > datetime($now)
        })""",
    # Someone who keeps a post in order: an admin or a coach of its community. The statement calls the post `post`.
    "a keeper": """({{it is an admin}} OR EXISTS {
        MATCH (post)-[:IN]->(:Community)<-[keeping:MEMBER_OF]-(keeper:Person)
        WHERE keeper.id = it.id AND keeping.is_coach
    })""",
    # Someone who may vote on what is on a post. The statement calls the post `post`.
    "free to rate": """({{it is free to write}} AND NOT EXISTS {
            MATCH (post)-[:IN]->(around:Community)
            MATCH (it)<-[:SILENCES]-(there:Silence)
            WHERE there.place = around.id AND there.ends_at > datetime($now)
        })""",
    # The same for someone who reacts to it with words, or suggests something: to a locked post, only its keepers.
    "free to add": "({{it is free to rate}} AND (post.locked_at IS NULL OR {{it is a keeper}}))",
    # Someone who may write on a post, or change what they wrote there. An anonymous asker may on their question even if
    # they are silenced: otherwise silencing one person after another would tell who asked. See `is free to add`.
    "free to reply": """(({{it is free to rate}} OR {{it is the anonymous asker}})
        AND (post.locked_at IS NULL OR {{it is a keeper}}))""",
    # Someone who may answer a question: once it is closed with a reason, only its keepers.
    "free to answer": "({{it is free to reply}} AND (post.closed_reason IS NULL OR {{it is a keeper}}))",
    # Someone whom helpful acts of others brought to a level, unless an admin decided or the site doesn't use trust:
    # graph/conduct/trust_levels.py says which level may do what.
    "known by acts": "(coalesce(it.trust_held, it.trust_level, 0) >= 1 AND {{it is weighed}})",
    "trusted by acts": "(coalesce(it.trust_held, it.trust_level, 0) >= 2 AND {{it is weighed}})",
    "a steward": "(coalesce(it.trust_held, it.trust_level, 0) >= 3 AND {{it is weighed}})",
    "weighed": "NOT EXISTS { MATCH (site:Site {key: 'site'}) WHERE site.trust_is_off }",
    # `{{viewer is the trusted}}` and `{{viewer is the steward}}`: the same of `$viewer`.
    "the trusted": "EXISTS { MATCH (trusted:Person {id: $viewer}) WHERE {{trusted is trusted by acts}} }",
    "the steward": "EXISTS { MATCH (steward:Person {id: $viewer}) WHERE {{steward is a steward}} }",
    # A wiki that `$viewer` may edit, as a member of its community if it is in one: graph/editing/wikis.py.
    "a wiki of the viewer": """(it.wiki_at IS NOT NULL AND (NOT EXISTS { (it)-[:IN]->(:Community) } OR EXISTS {
        MATCH (it)-[:IN]->(:Community)<-[:MEMBER_OF]-(member:Person)
        WHERE member.id = $viewer
    }))""",
    # The rules that sort questions into lists, and those of membership and mentoring, have their own modules.
    **membership_rules.RULES,
    **question_state.RULES,
    **mentoring_rules.RULES,
}

NAMED = re.compile(r"\{\{(\w+) is ([a-z ]+)\}\}")
SUBJECT = re.compile(r"\bit\b")


@cache
def written_out(statement: LiteralString) -> LiteralString:
    """Return a statement with its rules in place of their names. Raises `KeyError` if there is no such rule."""
    while NAMED.search(statement):
        statement = cast(LiteralString, NAMED.sub(lambda named: SUBJECT.sub(named[1], CLAUSES[named[2]]), statement))
    return statement
