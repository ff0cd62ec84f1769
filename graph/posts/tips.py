"""Tips: what someone found out and shares without having been asked."""

from dataclasses import dataclass, replace

from graph import clock
from graph.cards import Page, page
from graph.driver import only, read
from graph.errors import NotFound, refuse_if_any
from graph.ids import PersonId, TipId
from graph.posts import publishing
from graph.posts.approved import Approval
from graph.posts.publishing import OPENED, PUBLICATION, PostDraft, Publication
from graph.posts.questions import body_problem, title_problem
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class TipDraft(PostDraft):
    """A tip as its author typed it; a cheat sheet is one to be printed. Raises `Invalid` with a sentence per field."""

    is_cheat_sheet: bool = False

    def __post_init__(self) -> None:
        refuse_if_any({"title": title_problem(self.title), "body": body_problem(self.body.markdown)})


@dataclass(frozen=True, kw_only=True)
class TipPage:
    """A tip as one viewer sees it."""

    post: Publication
    is_cheat_sheet: bool


def post(draft: TipDraft, *, by: PersonId, approval: Approval | None = None) -> TipId:
    """Publish a tip. Raises `Forbidden` if its author may not post in that community."""
    return TipId(publishing.publish("tip", draft, {"is_cheat_sheet": draft.is_cheat_sheet}, by=by, approval=approval))


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a page of all tips posted before this key, newest first."""
    rows = read(
        """
        MATCH (tip:Tip)
        WHERE tip.tip_key < $before AND {{tip is open}}
        RETURN tip.id AS id, tip.tip_key AS key
        ORDER BY tip.tip_key DESC
        LIMIT 21
        """,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def show(id: TipId, *, viewer: Viewer) -> TipPage:
    """Return a tip's page. Raises `NotFound`, also for what the viewer may not see."""
    found = read_as(
        TipPage,
        OPENED + "RETURN " + PUBLICATION + " AS post, coalesce(post.is_cheat_sheet, false) AS is_cheat_sheet",
        id=id,
        kind="tip",
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    page = only(found, otherwise=NotFound("This tip doesn't exist, or you don't have access to it."))
    return replace(page, post=page.post.in_order)
