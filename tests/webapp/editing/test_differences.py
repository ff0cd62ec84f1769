"""What changed between two texts, as a reader sees it."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.editing import differences
from webapp.editing.differences import Line


def words(line: Line, change: str) -> str:
    return "".join(piece.text for piece in line.pieces if piece.change == change)


def test_a_changed_line_shows_its_changed_words() -> None:
    removed, added = differences.between("Raise the limit to 100.", "Raise the limit to 500.")
    assert (removed.change, words(removed, "removed"), words(removed, "same")) == (
        "removed",
        "100",
        "Raise the limit to .",
    )
    assert (added.change, words(added, "added")) == ("added", "500")


def test_lines_that_have_little_in_common_stand_whole() -> None:
    removed, added = differences.between("Ask the platform team.", "kubectl get pods")
    assert (len(removed.pieces), len(added.pieces)) == (1, 1)


def test_a_long_stretch_that_stayed_is_counted() -> None:
    same = "\n".join(f"line {number}" for number in range(20))
    lines = differences.between(f"{same}\nlast", f"{same}\nLAST words here")
    assert (lines[0].change, lines[0].count) == ("skipped", 17)
    assert differences.between("as it was", "as it was") == (Line(change="skipped", pieces=(), count=1),)


def test_two_texts_of_one_long_line_are_compared_in_no_time() -> None:
    lines = differences.between("word " * 10_000, "other " * 10_000)
    assert [line.change for line in lines] == ["removed", "added"]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_nothing_is_lost_or_made_up(before: str, after: str) -> None:
    lines = differences.between(before, after)
    for change, whole in (("removed", before), ("added", after)):
        told = sum(line.count for line in lines if line.change in (change, "same", "skipped"))
        assert told == len(whole.splitlines())
