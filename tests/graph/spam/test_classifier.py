"""The spam check is certain of adverts only, and silent about newcomers who share links and name what is in adverts."""

import random

import pytest

from bench import spam as texts
from graph.spam import classifier, features
from graph.spam.classifier import Counts


def few(make: texts.Make, count: int = 300) -> list[dict[int, str]]:
    dice = random.Random(7)
    return [features.of(text, days=days) for text, days in (make(dice) for _ in range(count))]


@pytest.mark.parametrize("make", texts.HONESTLY)
def test_honest_texts_are_hardly_ever_held(make: texts.Make) -> None:
    model = texts.learnt(random.Random(19), 60, 2_000)
    assert sum(map(model.is_certain, few(make))) <= 1


def test_adverts_are_held() -> None:
    model = texts.learnt(random.Random(19), 60, 2_000)
    assert sum(map(model.is_certain, few(texts.advert))) > 285


def test_it_learns_nothing_from_few_texts() -> None:
    ads, tips = few(texts.advert, 29), few(texts.newcomer, 200)
    assert classifier.train(classifier.count(ads), tips) is None
    assert classifier.train(classifier.count(few(texts.advert, 30)), tips[:199]) is None
    assert classifier.train(classifier.count(few(texts.advert, 30)), tips)


def test_no_single_word_decides() -> None:
    spam = Counts(texts=1_000, of={1: 1_000, 2: 1_000})
    model = classifier.train(spam, [{3}] * 1_000)
    assert model
    assert (model.weights[1] + model.weights[2] > model.bound, model.is_certain({1, 2})) == (True, False)


def test_what_stays_although_it_looks_like_spam_moves_the_bound() -> None:
    ads = classifier.count([{1, 2, 3, 4}] * 100)
    before = classifier.train(ads, [{9}] * 1_000)
    after = classifier.train(ads, [{9}] * 980 + [{1, 2, 3, 4}] * 20)
    assert before
    assert after
    assert (before.is_certain({1, 2, 3, 4}), after.is_certain({1, 2, 3, 4})) == (True, False)


def test_a_text_is_looked_at_without_its_name_and_without_accounts() -> None:
    named, nameless = (features.of("See https://www.Example.com/x now", days=days) for days in (0, None))
    assert set(named.values()) == {"see", "now", "example.com", ""}
    assert len(named) == len(nameless) + 1
    assert features.links("https://a.example http://b.example c.example") == 2
