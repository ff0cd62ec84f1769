"""The page that draws diagrams, and what a text shows until they are drawn."""

from collections.abc import Callable

from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from webapp.markdown import rendering


def test_the_board_has_no_origin_and_no_network(as_: Callable[[Viewer], Browser], company: Company) -> None:
    policy = as_(company.tim).get("/drawing-board").headers["Content-Security-Policy"]
    assert "sandbox allow-scripts;" in f"{policy};"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_pages_keep_their_strict_styles(as_: Callable[[Viewer], Browser], company: Company) -> None:
    policy = as_(company.tim).get("/").headers["Content-Security-Policy"]
    assert "style-src 'self';" in policy
    assert "frame-src 'self';" in policy


def test_a_diagram_is_its_source_until_a_script_draws_it() -> None:
    html = rendering.html("```mermaid\nflowchart LR\n  A --> B<script>\n```")
    assert html.startswith('<pre class="mermaid" tabindex="0">')
    assert "&lt;script&gt;" in html
