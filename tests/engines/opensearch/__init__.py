"""OpenSearch, the search engine for many hosts, as tests start it: fetched once with Maven."""

import importlib.util
import random
import re
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import engines
from webapp.operations import processes
from webapp.operations.processes import Process

HERE = Path(__file__).parent
FETCHED = HERE.parents[2] / ".engines" / "opensearch"

# It needs Java 21 or newer. The embedded graph brings a newer one than many systems have.
GRAPH = importlib.util.find_spec("arcadedb_embedded")
JAVA = (
    f"{Path(GRAPH.origin if GRAPH and GRAPH.origin else '').parent}/jre/bin/java",
    "-Xms256m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "-cp",
    f"{FETCHED}/jars/*",
    "org.codelibs.opensearch.runner.OpenSearchRunner",
)

# The server answers HTTP only with this module. It needs no modules for analysis, and the one for Thai would need more
# of Java than is there.
MODULE = "org.opensearch.transport.Netty4ModulePlugin"

# It takes the first free port from a given one on, and only these.
PORTS = range(9202, 9290)
PUBLISHED = re.compile(r"HttpServerTransport *\] publish_address \{127\.0\.0\.1:(\d+)\}")


@dataclass(frozen=True, kw_only=True)
class Running:
    """An OpenSearch that answers at this URL."""

    url: str
    process: Process

    def stop(self) -> None:
        processes.stop(self.process, patience_seconds=engines.STOP_SECONDS)


def fetch() -> None:
    """Fetch the engine unless exactly this version is here already: 71 MB, 12 seconds."""
    engines.fetch(HERE / "pom.xml", FETCHED)


def start(folder: Path, *, port: int | None = None) -> Running:
    """Start it in this folder, and on this port unless that is taken. Without a port, it takes any free one."""
    fetch()
    # Two servers that began at the same port at the same time would find the same free one.
    port = port or random.SystemRandom().choice(PORTS)
    log = folder / "engine.log"
    log.unlink(missing_ok=True)
    options = ("-basePath", f"{folder}/home", "-baseHttpPort", f"{port - 1}", "-numOfNode", "1", "-moduleTypes", MODULE)
    process = engines.launch((*JAVA, *options), folder=folder)
    engines.wait_until(lambda: PUBLISHED.search(log.read_text()) is not None, process=process, log=log)
    published = PUBLISHED.search(log.read_text())
    url = f"http://127.0.0.1:{published[1] if published else port}"
    # It answers before it has opened the indexes in its folder.
    urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=30s").close()
    return Running(url=url, process=process)
