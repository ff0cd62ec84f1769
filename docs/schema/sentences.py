"""What each label and relationship means: one sentence each, under the capability that it belongs to."""

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "Person": "Someone with an account, or the author of imported content.",
        "Unit": "A part of the company in which people work.",
        "Session": "A browser in which a person is signed in.",
        "Invitation": "A link with which someone joins; it expires.",
        "AddressChange": "A wish to sign in with another address, and the link that confirms it.",
        "PasswordReset": "A wish for a new password for an address, and the link that is made for its account.",
    },
    "communities": {
        "Community": "People around a practice: public, private or hidden.",
        "MonthTally": "How a community, or the whole site, did in a month, as far as it may be shown. Counted once.",
    },
    "skills": {
        "Skill": "Something that people know, ask about and learn; never just a tag.",
        "Alias": "Another name of a skill.",
        "Concept": "An entry of a taxonomy such as ESCO, which an admin may turn into a skill.",
        "Term": "A word or phrase by which a concept is recognised in a text.",
    },
    "posts": {
        "Post": "Anything a person publishes: a question, a tip, a link or a video, as its `kind` says.",
        "Answer": "An answer to a question.",
        "Comment": "A comment on a post or an answer.",
    },
    "media": {
        "File": "A picture, document or other upload; its bytes are in the store under its hash.",
        "Captions": "What is said in a video, in one language, with times.",
    },
    "editing": {
        "Draft": "Text that a person has typed into a form and not sent yet; only they can see it.",
        "Revision": "One version of a text.",
        "Submission": "A form that was sent, kept for two days so that sending it twice acts once.",
        "SuggestedEdit": "A change that someone else suggests for a text.",
        "DuplicateProposal": "A proposal to close a question as a duplicate of another.",
    },
    "expertise": {
        "Proof": "Evidence of a skill that is not a post or an answer: a verification, an endorsement or thanks.",
        "NamedExpert": "That someone is a named expert for a skill, or was asked to be one.",
        "Thanks": "What someone said to thank a colleague, for a post or an answer or for something else.",
    },
    "freshness": {
        "Check": "A request to one person to say whether a post still holds.",
    },
    "matching": {
        "BadRecord": "A record that a worker could not process, why, and since when.",
        "Backtest": "The figures of the last backtest of matching quality.",
        "OrderDecision": "Whether a learned ranking of experts was better than the formula, and is therefore used.",
    },
    "asking": {
        "Suggestion": "An expert proposed for a question, and the ask that was sent to them.",
    },
    "demand": {
        "Need": "A skill that people look for and don't find; a closed one has no `key`.",
        "Wish": "One person's share in a need, under a mark that names nobody.",
        "Echo": "One person's “I have this question too”, under a mark that names nobody.",
        "Commission": "A request to one person to write something that meets a need.",
        "Salt": "The site's secret with which the marks of wishes and echoes are made.",
    },
    "rounds": {
        "MentoringRound": "A time in which members of a community join as learners and mentors, to be paired at once.",
        "RoundPair": "What the preview of a round says about one learner: their mentor, or why they have none.",
    },
    "introductions": {
        "Introduction": "Someone asks a colleague to introduce them to a third person, who learns of it only if made.",
    },
    "office_hours": {
        "OfficeHours": "A time of the week, on the mentor's own clock, at which people can book them.",
        "Booking": "A slot of office hours that a learner took; only the two see it.",
    },
    # Its relationships are between people and goals.
    "pairing": {},
    "circles": {
        "Circle": "Up to eight people who learn a skill together, with a mentor or without; only they see its members.",
        "CircleMeeting": "A time at which a circle meets.",
    },
    "mentoring": {
        "Goal": "A skill and a level that a person wants to reach, seen by others only if they share it.",
        "Offer": "The terms on which a person mentors others; someone who teaches and has none takes the default ones.",
        "MentorRequest": "A learner's search for a mentor for a goal; seen by nobody else as a whole.",
        "MentorAsk": "One of up to three people whom a learner named, in order; they see it once they are asked.",
        "Mentorship": "An agreed pair with a goal and an end; only the two see it.",
        "MentoringSession": "A time at which the two of a mentorship meet, or that one of them proposed.",
        "MentoringNote": "What one of the two notes for themselves; nobody else reads it.",
        "MentoringFeedback": "What one of the two says came of a mentorship; the other doesn't see it.",
        "MentoringReport": "What one of the two tells coaches in confidence; the other never learns of it.",
    },
    "finding": {
        "Search": "Words that were searched for on one day and what came of it, without the people.",
        "SavedSearch": "A search that a person keeps; it may tell them about new results.",
    },
    "feed": {
        "Glance": "A hash that says that someone saw a post today; deleted tomorrow.",
        "GlanceDay": "The secret of a day with which its glances are hashed.",
    },
    "notifications": {
        "Notification": "Something that one person was told, once, and whether they have read it.",
    },
    "library": {
        "ShelfSource": "A feed from outside that fills the shelf of a community.",
        "ShelfItem": "Something that a feed announced. It stays, so that it doesn't come twice.",
        "Collection": "Posts that someone put in order, or that a rule collects.",
    },
    "merging": {
        "Merge": "A merge of two skills, with everything needed to undo it.",
        "FormerSkill": "The skill that a merge replaced, as it was.",
    },
    "moderation": {
        "Unmasking": "A coach's request to reveal the asker of an anonymous question, which a second coach confirms.",
        "AuditEntry": "An act that others must be able to check later; never changed.",
        "AuditChain": "The end of the chain of seals: how many entries are sealed, and the last seal.",
    },
    "approvals": {
        "PendingPost": "What someone sent and a coach is to look at before others see it. It is no post yet.",
    },
    "reviewing": {
        "SecretFinding": "What looks like secrets in a text, without them; why it is there, and if a coach left it.",
        "ReviewClaim": "A coach's word that they look at an item of the review queue, for half an hour.",
    },
    "conduct": {
        "Warning": "What a coach or an admin told a person that was wrong, and what they answered.",
        "Silence": "That a person can't publish in a community or, without one, on the site, and until when.",
        "MemberNote": "What coaches and admins want to remember about a person; nobody else reads it.",
    },
    "reporting": {
        "Report": "What someone told coaches about a text, or admins about a person, under the id of either.",
    },
    "withdrawal": {
        "Withdrawal": "An act of withdrawing a text, which can be undone for ten minutes.",
        "Withdrawn": "A copy of what was withdrawn, kept until nobody can restore it; then only its id stays.",
        "Takedown": "What a coach withdrew, why, and what its authors say; kept as long as they are told of it.",
        "WithdrawnAnswer": "The place of a withdrawn answer on which others have commented.",
    },
    "imports": {
        "Import": "A site whose content was imported, with its last run.",
        "Taxonomy": "A list of concepts that was imported, with its licence.",
    },
    "setup": {
        "Site": "The site itself: its name, its logo, and what its admins decided about the checklist. There is one.",
        "TestLetter": "The letter that an admin had sent to themselves to try out mail, and what became of it.",
    },
    "upkeep": {
        "Migration": "A change of the schema that has been applied.",
        "Sweep": "When a sweep last ran, so that the next one knows where to begin.",
    },
}

RELATIONSHIPS: Mapping[str, Mapping[str, str]] = {
    "people": {
        "REPORTS_TO": "A person's manager.",
        "WORKS_IN": "The unit in which a person works.",
        "OF": "What something belongs to: a session to its person, a need to its skill, a revision to its text.",
        "INVITED_BY_LINK": "The person who made an invitation.",
    },
    "communities": {
        "MEMBER_OF": "A person is a member of a community, or its coach.",
        "REQUESTED": "A person asks to join a private community, with `words` for its coaches if they like.",
        "REFUSED": "A community whose coaches declined a person's latest request to join.",
        "IN": "The community in which a post or collection is.",
        "TALLIES": "The community that a month was counted of; none for the whole site.",
    },
    "skills": {
        "BROADER": "The other one is broader: Kubernetes is below containers.",
        "RELATED": "Two belong together; between skills, the weight says how often they occur together.",
        "NAMES": "An alias names a skill, a term a concept.",
        "MEANS": "The concept from which a skill was made, or which means the same.",
    },
    "posts": {
        "ASKED": "The person who asked a question, even if it is anonymous.",
        "POSTED": "The person who posted a tip, link or video; with its weight as evidence.",
        "GAVE": "The person who gave an answer; with its weight as evidence.",
        "ANSWERS": "The question that an answer answers.",
        "ACCEPTED": "The answer that helped the asker.",
        "MADE": "The person who made a comment.",
        "ON": "What a comment is on.",
        "ABOUT": "The skills that a post is about.",
        "VOTED": "A person's vote on a post or an answer: 1 or -1.",
        "CITES": "A post links to another one in its text.",
        "LINKS_TO": "An imported post was linked to another one.",
        "DUPLICATE_OF": "A question repeats another one.",
        "MENTIONS": "A text names a person with @.",
        "OWNS": "The person who looks after a post instead of its author.",
    },
    "media": {
        "UPLOADED": "The person who uploaded a file.",
        "USES": "A post shows a file: in its text, or as its picture or video.",
        "HAS_PHOTO": "A person's photo, shown in place of their initials.",
        "SENT_PHOTO": "A photo that a person uploaded, until it is prepared, or if it can't be shown.",
        "SPEAKS": "The captions of a video.",
    },
    "editing": {
        "DRAFTED": "The person whose draft it is.",
        "REVISED": "The person who wrote a revision.",
        "ACCEPTED_REVISION": "The person who accepted the suggested edit that became this revision.",
        "SUGGESTED": "The person who suggests an edit.",
        "WOULD_CHANGE": "The text that a suggested edit would change.",
        "WOULD_CLOSE": "The question that would be closed as a duplicate.",
        "PINS": "A community shows this post first; a coach pinned it.",
        "POINTS_TO": "The question that it would be a duplicate of.",
        "BACKS": "A person who wants a question closed as a duplicate.",
        "ONCE_ANSWERED": "The question that an answer answered before it became a comment.",
    },
    "expertise": {
        "KNOWS": "What a person's evidence in one audience says about a skill: its weight, and how many pieces.",
        "STANDS_IN": "A person's levels in a skill, by themselves, their manager and peers, and who may see the skill.",
        "SHOWED": "The person whose evidence a proof is.",
        "IN_SKILL": "The skill that a proof, a goal or a named expert is about.",
        "CONFIRMS": "The post that its person verified, or was thanked for.",
        "NAMED": "The coach or admin who named an expert.",
        "SEATS": "The person who is a named expert.",
        "GAVE_THANKS": "The person who thanked.",
        "THANKS": "The person who is thanked.",
        "THANKS_FOR": "The post or answer that someone is thanked for.",
        "COUNTS_AS": "What thanks counts for as evidence.",
        "ENDORSED": "The person who gave an endorsement.",
        "TRACED": "A post on which the two have met, which makes the endorsement count.",
        "VOUCHES": "A person has endorsed the other in some skill; used to find rings.",
    },
    "freshness": {
        "REACTED": "A person's reaction: works for me, outdated or dangerous.",
        "VERIFIED": "A person has said that a post still holds.",
        "DOUBTED": "A person has said that a post is outdated, and why.",
        "CHECK_BECAUSE": "A post is to be checked because this one was found outdated.",
        "CONCERNS": "The post that a check is about.",
        "ASKS": "The person who is asked to check.",
    },
    "asking": {
        "FOR": "What something is for: a suggestion for a question, a wish for a need, a pair for a learner.",
        "PROPOSES": "The person that a suggestion proposes, or a line of what the preview of a round says.",
        "BECAUSE": "A reason for a suggestion: an answer, post or skill, with its share of the score.",
        "NAMED_BY": "The person who passed the ask on, or asked this colleague by hand.",
        "PASSED_TO": "The ask that an ask was passed on as.",
    },
    "demand": {
        "ECHOES": "The question that others have too.",
        "MET_BY": "The post with which a need was closed.",
        "MEETS": "The need that a writing request would meet.",
        "TO": "The person who is asked to write.",
    },
    "rounds": {
        "JOINS": "A person takes part in a round, as a learner, a mentor or both; seen by its coaches only.",
        "WITH": "The mentor whom a preview proposes, or who would fit after a small change.",
        "COVERS": "A skill of a pair, and how many levels the mentor is ahead in it.",
        "LOCKS": "A learner whose `mentor` a coach has decided.",
        "CIRCLES": "A person in an exchange of two or three, of whom each can teach the next.",
        "CAME_OF": "The round in which two were paired.",
    },
    "office_hours": {
        "OPENS": "The mentor who holds office hours.",
        "RECEIVES": "The mentor whom someone has booked.",
        "BOOKED": "The learner who booked a slot.",
        "AT": "The office hours in which a slot was booked.",
    },
    "mentoring": {
        "AIMS_AT": "The person whose goal it is.",
        "OFFERS": "The person whose terms they are.",
        "SEEKS": "The learner who looks for a mentor.",
        "PART_OF": "The request to which an ask belongs.",
        "MENTORS_IN": "The mentor of a mentorship.",
        "LEARNS_IN": "The learner of a mentorship.",
        "SERVES": "The goal towards which the two work.",
        "NOTED": "The person who wrote a note, and alone reads it.",
        "SAID": "The person who said what came of a mentorship.",
        "REPORTED": "The person who told coaches that something is wrong in a mentorship.",
        "GOES_TO": "A community whose coaches can read a report of a mentorship.",
    },
    "circles": {
        "LEADS": "The mentor of a circle, or the member who looks after a learning group; named only inside it.",
        "TAKES_PART_IN": "A member of a circle; seen by the people in it only.",
        "WAITS_FOR": "Someone who waits for a place in a circle; seen by nobody else.",
        "REMOVED": "Someone whom the owner of a circle removed, and who can't join it again.",
    },
    "pairing": {
        "SUGGESTS": "Someone whom a worker suggested as a mentor, with a rank if it still does; pages look themselves.",
        "NEVER_WITH": "The second must not be suggested as a mentor or learner to the first, who alone knows it.",
        "PUT_OFF": "Someone who isn't suggested for a goal until a day; only its person knows it.",
    },
    "introductions": {
        "WANTS": "The person who wants to be introduced.",
        "TOWARDS": "The person to whom they want to be introduced.",
        "THROUGH": "The colleague who is asked to introduce them.",
    },
    "finding": {
        "SAVED": "The person who saved a search.",
    },
    "feed": {
        "FOLLOWS": "A person wants to hear about a skill, post, person, community or collection; private.",
    },
    "welcome": {
        "MAY_GREET": "A newcomer was shown this colleague as someone to greet.",
    },
    "notifications": {
        "TELLS": "The person who was told, until they read it.",
        "TOLD": "The person who was told, once they have read it.",
        "UNDER": "The post, or the community, where it happened, which decides who may see it.",
        "TELLS_OF": "The text, ask or other thing that it tells of.",
    },
    "library": {
        "BOOKMARKED": "A person wants to find a post again; private.",
        "KEEPS": "The person whose collection it is.",
        "HOLDS": "A post in a collection, with its position.",
        "FILLS": "The community whose shelf a feed fills.",
        "FOUND_IN": "The feed that announced an item of a shelf.",
        "LIES_IN": "The community on whose shelf an item lies, or lay.",
    },
    "merging": {
        "BY": "The person who merged two skills.",
        "REPLACED": "What a merge replaced.",
        "MOVED": "A copy of a relationship that a merge moved, from what was tied to the skill to the merge.",
        "DIFFERS_FROM": "Someone has said that two skills are not the same.",
        "NOT_BELOW": "A loop of broader skills was cut here, and stays cut.",
    },
    "withdrawal": {
        "TAKEN_FROM": "An author of what a coach withdrew.",
        "TAKEN_IN": "The community in which a coach withdrew something, whose other coaches decide about appeals.",
        "WITHDREW": "The person who withdrew something.",
        "TAKES": "What a withdrawal takes out of the graph, while it does so.",
        "UNNAMES": "What loses its author's name in a withdrawal, while it does so.",
        "KEEPS_COPY": "The copies of what a withdrawal took.",
        "COPIED_AS": "What becomes which copy, during a withdrawal.",
        "BECAME": "Which copy becomes what, or for whom a withdrawal stood, while it is undone.",
        "HELD": "A relationship that was withdrawn: `was` says of which type, beside its properties.",
        "LEFT_IN": "The question in which a withdrawn answer left a line.",
    },
    "setup": {
        "HAS_LOGO": "The logo that is shown beside the site's name.",
        "SENT_LOGO": "A logo that an admin uploaded, until it is prepared, or if it can't be shown.",
        "WANTED_BY": "The admin who wants a test letter.",
    },
    "moderation": {
        "UNMASKS": "The question whose asker two coaches want to know.",
        "REQUESTED_NAME": "The coach who requested the name.",
        "CONFIRMED_NAME": "The coach who confirmed the request.",
        "DID": "The person who did what the entry records.",
        "RECORDS": "What the entry is about.",
    },
    "approvals": {
        "SUBMITTED": "The person who sent a pending post, even if it bears no name.",
        "WAITS_IN": "The community in which a pending post is to be published.",
    },
    "reviewing": {
        "CLAIMS": "The item of the review queue that a coach looks at.",
    },
    "conduct": {
        "GAVE_WARNING": "The coach or admin who gave a warning.",
        "WARNS": "The person whom a warning is for.",
        "ORDERED": "The coach or admin who ordered a silence.",
        "SILENCES": "The person who is silenced.",
        "WROTE_DOWN": "The coach or admin who wrote a note about a person.",
        "NOTE_ON": "The person whom a note is about.",
        "DECIDED_IN": "The community whose coaches it is for; without one, only admins.",
    },
    "reporting": {
        "REPORTED": "The person who reported a text or a person. Nobody sees who it is.",
    },
}

# Labels that a node has beside its first one, so that its lists have indexes of their own.
SECOND: Mapping[str, str] = {
    "Question": "A post that is a question.",
    "Tip": "A post that is a tip.",
}
