"""Neo4j, the graph engine for servers, as tests start it: fetched once with Maven, without Docker."""

import secrets
import socket
from pathlib import Path

from graph.settings import Settings
from tests import engines

HERE = Path(__file__).parent
FETCHED = HERE.parents[2] / ".engines" / "neo4j"

JAVA = (
    "java",
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseG1GC",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "-cp",
    f"{FETCHED}/jars/*",
)

# Bolt's magic number, and the one version that we ask for, 4.4.
BOLT_GREETING = bytes.fromhex("6060b017" + "00000404" + "00000000" * 3)

CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
dbms.usage_report.enabled=false
dbms.cypher.statistics_divergence_threshold=1.0
dbms.cypher.min_replan_interval=24h
server.memory.query_cache.per_db_cache_num_entries=5000
internal.cypher.idp_solver_duration_threshold=50
"""


def fetch() -> None:
    """Fetch the engine unless exactly these versions are here already: 152 MB, 10 seconds."""
    engines.fetch(HERE / "pom.xml", FETCHED)


def start(folder: Path, *, port: int | None = None) -> engines.Running:
    """Start it in this folder, with a password made at the first start. Without a port, it takes a free one."""
    fetch()
    port = port or _free_port()
    (folder / "conf").mkdir(parents=True, exist_ok=True)
    (folder / "conf" / "neo4j.conf").write_text(CONFIGURATION.format(port=port))
    settings = Settings(url=f"bolt://127.0.0.1:{port}", user="neo4j", password=_password(folder), database="neo4j")
    places = (f"--home-dir={folder}", f"--config-dir={folder}/conf")
    command = (*JAVA, "org.neo4j.server.CommunityEntryPoint", *places)
    return engines.run(command, settings, folder=folder, answers=lambda: _greets(port))


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(BOLT_GREETING)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _password(folder: Path) -> str:
    path = folder / "password"
    if not path.exists():
        password = secrets.token_hex(24)
        admin = (*JAVA, "org.neo4j.server.startup.Neo4jAdminCommand")
        engines.complete((*admin, "dbms", "set-initial-password", password), folder=folder, NEO4J_HOME=str(folder))
        path.touch(mode=0o600)
        path.write_text(password)
    return path.read_text()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]
