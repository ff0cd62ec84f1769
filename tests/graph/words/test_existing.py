"""Posts that are there already, as far as someone may see them."""

from graph import clock
from graph.posts import answers, comments
from graph.words import existing
from tests.company import Company, text


def test_a_post_comes_with_everything_on_it(company: Company) -> None:
    answer = answers.give(company.platform_question, text("Ask the falcon."), by=company.linus)
    comments.make(answer, text("Which falcon?"), by=company.ada)
    comments.make(company.platform_question, text("None?"), by=company.ada)
    [post] = existing.before(clock.FAR_FUTURE, community=company.platform, viewer=company.linus)
    assert {"Ask the falcon.", "Which falcon?", "None?"} <= set(post.texts)


def test_what_someone_may_not_see_is_not_there(company: Company) -> None:
    found = existing.before(clock.FAR_FUTURE, community="", viewer=company.tim)
    assert {one.id for one in found} == {company.kafka_question, company.kafka_tip}
    assert existing.before(clock.FAR_FUTURE, community=company.platform, viewer=company.tim) == ()


def test_the_list_goes_on_after_a_post(company: Company) -> None:
    first, *others = existing.before(clock.FAR_FUTURE, community="", viewer=company.ada)
    assert list(existing.before(first.key, community="", viewer=company.ada)) == others
