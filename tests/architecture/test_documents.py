"""Links in documents lead where they say."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_link_to_a_file_leads_to_one() -> None:
    links = [(page, link) for page in DOCUMENTS for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert len(links) > len(DOCUMENTS)
    assert not [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")]
    assert not [page for page in pages if page != "README.md" and f"({page})" not in index]
