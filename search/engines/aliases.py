"""Indexes on an OpenSearch server: side by side, with an alias for the one that is read."""

# Its client's answers are untyped; past this file everything is typed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import secrets
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from opensearchpy import OpenSearch as Client
from opensearchpy.exceptions import RequestError

from search.engines import Away, Engine
from search.engines.opensearch import MAPPINGS, SETTINGS, OpenSearch, asking

PREFIX = "guildhall"
ANSWER_SECONDS = 5

LEAST_VERSION = 2


class Aliases:
    """Keeps one index under an alias that every host uses; the server swaps it in one step.

    A place is the name of an index. While it is built, it has its own alias, so that nothing can be written by mistake
    to an index that was cleared.
    """

    def __init__(self, url: str, name: str) -> None:
        address = urlsplit(url)
        # Use the system's trusted authorities, including the company's own. By default, the client uses its own list.
        trusted = ssl.create_default_context() if address.scheme == "https" else None
        self._client = Client(
            address._replace(path="").geturl(), timeout=ANSWER_SECONDS, max_retries=1, ssl_context=trusted
        )
        self._alias = f"{address.path.strip('/') or PREFIX}-{name}"
        self._shown = f"{address.scheme}://{address.hostname}:{address.port or ''}".rstrip(":")

    def reading(self) -> Engine:
        return OpenSearch(self._client, self._alias)

    @contextmanager
    def writing(self) -> Generator[Engine]:
        # No lock is needed: during a swap, the index itself rejects writes.
        with asking():
            self._begin()
        yield self.reading()

    @contextmanager
    def beside(self) -> Generator[str]:
        self.clear()
        place = f"{self._alias}-{secrets.token_hex(4)}"
        with asking():
            self._create(place, alias=_built(place))
        try:
            yield place
        except BaseException:
            with suppress(Away), asking():
                self._client.indices.delete(index=place, params={"ignore_unavailable": "true"})
            raise

    def at(self, place: str) -> Engine:
        return OpenSearch(self._client, _built(place))

    @contextmanager
    def swapping(self, place: str) -> Generator[None]:
        with asking():
            # Otherwise, a writer that creates the first index during the swap would give the alias two indexes.
            self._begin()
            former = self._named()
            # Writes in progress finish first; later ones are retried.
            self._client.indices.add_block(index=",".join(former), block="write")
        try:
            yield
            with asking():
                self._client.indices.update_aliases(body={"actions": self._swap(former, place)})
        except BaseException:
            for one in former:
                OpenSearch(self._client, one).unblock()
            raise

    def clear(self) -> None:
        with asking():
            lying = [name for name, one in self._lying().items() if self._alias not in one["aliases"]]
            if lying:
                self._client.indices.delete(index=",".join(lying), params={"ignore_unavailable": "true"})

    def built_at(self) -> float:
        with asking():
            places = [one for one in self._named() if one != f"{self._alias}-first"]
            found = [self._client.indices.get_settings(index=one)[one]["settings"]["index"] for one in places]
        return max((int(one["creation_date"]) / 1_000 for one in found), default=0.0)

    def server(self) -> str:
        with asking():
            version = self._client.info()["version"]
        name = version.get("distribution", "another engine")
        if name != "opensearch" or int(version["number"].partition(".")[0]) < LEAST_VERSION:
            raise Away(f"{self._shown} is {name} {version['number']}, not OpenSearch {LEAST_VERSION} or newer.")
        return f"OpenSearch {version['number']} at {self._shown}"

    def _begin(self) -> None:
        if not self._client.indices.exists_alias(name=self._alias):
            self._create(f"{self._alias}-first", alias=self._alias)

    def _named(self) -> list[str]:
        """Return the index that the alias refers to, or nothing if there is no such alias."""
        return [name for name, one in self._lying().items() if self._alias in one["aliases"]]

    def _lying(self) -> dict[str, dict[str, dict[str, object]]]:
        return self._client.indices.get_alias(index=f"{self._alias}-*")

    def _create(self, place: str, *, alias: str) -> None:
        body = {"settings": SETTINGS, "mappings": MAPPINGS, "aliases": {alias: {}}}
        try:
            self._client.indices.create(index=place, body=body)
        except RequestError as error:
            # Another process may have created it first.
            if error.error != "resource_already_exists_exception":
                raise

    def _swap(self, former: list[str], place: str) -> list[dict[str, dict[str, str | bool]]]:
        return [
            *({"remove": {"index": one, "alias": self._alias}} for one in former),
            {"remove": {"index": place, "alias": _built(place)}},
            # If the alias ever refers to two indexes, this decides which one is written to.
            {"add": {"index": place, "alias": self._alias, "is_write_index": True}},
        ]


def _built(place: str) -> str:
    return f"building-{place}"
