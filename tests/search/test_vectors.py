"""Models: texts with the same meaning are near each other, and no input breaks a model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from search import vectors
from search.vectors import Model

pytestmark = pytest.mark.slow


@pytest.fixture(params=sorted(vectors.MODELS), scope="module")
def model(request: pytest.FixtureRequest) -> Model:
    found = vectors.named(request.param)
    assert found
    return found


def test_what_means_the_same_is_nearer_than_what_does_not(model: Model) -> None:
    asked = model.question("my laptop has no internet")
    near, far = model.passages(["The wireless network of a notebook fails", "Polish tax on company cars"])
    assert asked @ near > asked @ far


def test_rows_have_length_one_and_the_models_dimensions(model: Model) -> None:
    rows = model.passages(["Kafka", "A longer text about consumer groups. " * 200])
    assert rows.shape == (2, model.dimensions)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1], abs=1e-3)


def test_a_text_has_the_same_row_whatever_stands_beside_it(model: Model) -> None:
    [alone] = model.passages(["Rotate certificates"])
    [beside, _] = model.passages(["Rotate certificates", "Something much longer than that, and about other things"])
    assert alone == pytest.approx(beside, abs=1e-2)


def test_no_texts_are_no_rows(model: Model) -> None:
    assert model.passages([]).shape == (0, model.dimensions)


@settings(max_examples=25)  # A contextual model takes a tenth of a second for each.
@given(some.text(max_size=40))
def test_nothing_that_is_typed_breaks_a_model(text: str) -> None:
    for name in vectors.MODELS:
        model = vectors.named(name)
        assert model
        assert np.isfinite(model.question(text)).all()


def test_a_site_may_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUILDHALL_SEARCH_MEANING", "none")
    assert vectors.model() is None
