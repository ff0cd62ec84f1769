"""Messages to browsers are sealed as RFC 8291 says, and signed as RFC 8292 says."""

import json
from datetime import datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from graph import clock
from tests.engines.push import Receiver
from workers.notifications.sealed import CURVE, decoded, encoded, point, sealed, sealed_with
from workers.notifications.sender import Sender

# The example of RFC 8291, section 5 and appendix A.
MESSAGE = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
RECEIVER_KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)

SITE = Sender(secret="a secret that only the tests know", address="https://guildhall.example.com")


def private(key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(key), "big"), CURVE)


def test_the_example_of_the_rfc_comes_out_byte_by_byte() -> None:
    sent = sealed_with(private(SENDER), decoded(SALT), MESSAGE, key=decoded(RECEIVER_KEY), secret=decoded(SECRET))
    assert encoded(sent) == SEALED


def test_the_receiver_of_the_tests_opens_the_example_too() -> None:
    assert Receiver(own=private(RECEIVER), secret=decoded(SECRET)).opened(decoded(SEALED)) == MESSAGE


def test_each_seal_is_different_and_only_its_receiver_opens_it() -> None:
    ada, grace = Receiver(), Receiver()
    first, second = (sealed(MESSAGE, key=encoded(point(ada.own)), secret=encoded(ada.secret)) for _ in range(2))
    assert first != second
    assert ada.opened(first) == ada.opened(second) == MESSAGE
    with pytest.raises(InvalidTag):
        grace.opened(first)


def test_a_key_that_is_no_point_on_the_curve_is_refused() -> None:
    with pytest.raises(ValueError, match="EC key"):
        sealed(MESSAGE, key=encoded(b"\x04" + b"\x01" * 64), secret=SECRET)


def test_the_key_of_a_site_depends_on_nothing_but_its_secret() -> None:
    other = Sender(secret="another secret", address=SITE.address)
    assert SITE.public_key == Sender(secret=SITE.secret, address="https://elsewhere.example").public_key
    assert SITE.public_key != other.public_key
    assert len(decoded(SITE.public_key)) == 65


def test_a_push_service_can_check_who_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromisoformat("2026-11-25T12:00:00+00:00")
    monkeypatch.setattr(clock, "now", lambda: now)
    scheme, token, key = SITE.authorization("https://push.example:8443/send/1?a=b").replace(",", "").split(" ")
    assert (scheme, key) == ("vapid", f"k={SITE.public_key}")
    signed, _, signature = token.removeprefix("t=").rpartition(".")
    r, s = (int.from_bytes(half, "big") for half in (decoded(signature)[:32], decoded(signature)[32:]))
    site = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(SITE.public_key))
    site.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(SHA256()))
    head, claims = (json.loads(decoded(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": "https://push.example:8443",
        "exp": int((now + timedelta(hours=12)).timestamp()),
        "sub": SITE.address,
    }


@pytest.mark.parametrize(("secret", "address"), [("", "https://guildhall.example.com"), ("secret", "")])
def test_without_a_secret_or_an_address_nothing_is_sent(secret: str, address: str) -> None:
    assert Sender.from_env({"GUILDHALL_SECRET_KEY": secret, "GUILDHALL_ADDRESS": address}) is None
