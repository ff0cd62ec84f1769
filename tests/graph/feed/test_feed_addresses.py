"""The private address of someone's feeds: theirs to make, replace and revoke, and good for nothing once it is void."""

import pytest

from graph import driver, viewers
from graph.communities import memberships
from graph.errors import NotFound
from graph.feed import feed_addresses
from graph.people import accounts, employment, password_resets
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company

SECRET = "a secret that only the tests know"


def made(viewer: Viewer) -> str:
    return feed_addresses.renew(by=viewer.id, secret=SECRET)


def shown(viewer: Viewer) -> str | None:
    return feed_addresses.find(viewer=viewer, secret=SECRET)


def refusal(token: str, *, secret: str = SECRET) -> str:
    """Return the words in which an address is refused, which it is twice in the same ones."""
    words = list[str]()
    for _ in range(2):
        with pytest.raises(NotFound) as refused:
            feed_addresses.owner(token, secret=secret)
        words.append(str(refused.value))
    assert words[0] == words[1]
    return words[0]


def test_an_address_says_whose_it_is_and_is_shown_to_them_again(company: Company):
    token = made(company.ada)
    assert feed_addresses.owner(token, secret=SECRET).id == company.ada.id
    assert set(feed_addresses.owner(token, secret=SECRET).audiences) == set(company.ada.audiences)
    assert shown(company.ada) == token
    assert shown(company.tim) is None


def test_the_graph_holds_nothing_that_opens_a_feed(company: Company):
    token = made(company.ada)
    [row] = driver.read("MATCH (p:Person {id: $id}) RETURN properties(p) AS kept", id=company.ada.id)
    assert token not in str(row["kept"])
    for kept in (row["kept"]["feed_key"], row["kept"]["feed_seed"]):
        refusal(kept)


def test_a_new_address_voids_the_one_before(company: Company):
    old, new = made(company.ada), made(company.ada)
    refusal(old)
    assert feed_addresses.owner(new, secret=SECRET).id == company.ada.id


def test_what_is_revoked_twice_stays_revoked_and_others_keep_theirs(company: Company):
    token, other = made(company.ada), made(company.tim)
    for _ in range(2):
        feed_addresses.revoke(by=company.ada.id)
    refusal(token)
    assert shown(company.ada) is None
    assert feed_addresses.owner(other, secret=SECRET).id == company.tim.id


def test_every_void_address_is_refused_in_the_same_words(company: Company):
    barbara, left = stories.join("Barbara", is_admin=True), made(company.tim)
    revoked = made(company.ada)
    feed_addresses.revoke(by=company.ada.id)
    employment.leave(company.tim.id, by=barbara)
    assert len({refusal(left), refusal(revoked), refusal("never"), refusal("")}) == 1


def test_someone_who_comes_back_makes_a_new_address(company: Company):
    barbara, token = stories.join("Barbara", is_admin=True), made(company.tim)
    employment.leave(company.tim.id, by=barbara)
    employment.come_back(company.tim.id, by=barbara)
    refusal(token)
    assert shown(company.tim) is None


def test_a_new_password_and_an_admin_who_signs_them_out_void_it(company: Company):
    barbara = stories.join("Barbara", is_admin=True)
    chosen, forgotten, ended = made(company.ada), made(company.tim), made(company.linus)
    accounts.set_password(company.ada.id, stories.NO_PASSWORD)
    password_resets.use(password_resets.make(company.tim.id, by=barbara), stories.NO_PASSWORD)
    accounts.sign_out(company.linus.id, by=barbara)
    for token in (chosen, forgotten, ended):
        refusal(token)


def test_a_new_secret_of_the_site_voids_all(company: Company):
    token = made(company.ada)
    refusal(token, secret="another secret")
    assert feed_addresses.find(viewer=company.ada, secret="another secret") is None


def test_what_its_owner_may_see_is_read_each_time(company: Company):
    token = made(company.linus)
    closed = set(viewers.get(company.linus.id).audiences) - {viewers.EVERYONE}
    assert closed <= set(feed_addresses.owner(token, secret=SECRET).audiences)
    memberships.leave(company.platform, by=company.linus.id)
    assert feed_addresses.owner(token, secret=SECRET).audiences == (viewers.EVERYONE,)
