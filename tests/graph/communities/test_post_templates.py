"""Templates of communities for questions and tips."""

import pytest

from graph.communities import post_templates
from graph.communities.post_templates import Templates
from graph.errors import Forbidden, Invalid, NotFound
from tests.company import Company


def test_a_coach_writes_them_and_members_begin_with_them(company: Company) -> None:
    for _ in range(2):
        written = Templates(question_template="## Which cluster?", tip_template="## When?")
        post_templates.write_down(written, company.platform, by=company.margaret.id)
    assert post_templates.of(company.platform, viewer=company.ada) == written
    for making, body in (("question", "## Which cluster?"), ("tip", "## When?")):
        assert post_templates.all_for(making, viewer=company.ada)[company.platform].body == body


def test_nobody_else_writes_them_and_strangers_do_not_read_them(company: Company) -> None:
    for other in (company.ada, company.tim):
        with pytest.raises(Forbidden):
            post_templates.write_down(Templates(), company.platform, by=other.id)
    assert post_templates.all_for("question", viewer=company.tim) == {}
    with pytest.raises(NotFound):
        post_templates.of(company.platform, viewer=company.tim)


def test_a_template_of_a_whole_book_is_sent_back() -> None:
    with pytest.raises(Invalid) as refused:
        Templates(tip_template="x" * 5_001)
    assert list(refused.value.problems) == ["tip_template"]
