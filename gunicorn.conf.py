"""How gunicorn serves the pages; it reads this file by itself."""

import gc
import os
import socket

from gunicorn.arbiter import Arbiter

from search import meaning
from webapp.operations import configuration, serving
from workers import logs

# Without its secrets the site ends here, and names all that is missing.
configuration.check(os.environ)
# Loaded before the fork, so that the processes share its memory.
meaning.warm()
here = serving.Settings.from_env(os.environ)

bind = f"{here.host}:{here.port}"
workers = here.processes
# Few: threads of one process take turns, and pages that are half done wait for each other. Of sixteen readers 95 in 100
# had their search within 186 ms with eight, 160 ms with four.
threads = here.threads
worker_class = "gthread"
# Whose threads are all busy leaves the next reader to the other process, instead of letting her wait in its own line.
worker_connections = threads
# A connection that is kept stays with one process: of sixteen readers thirteen waited for the same one while the other
# was idle (95 of 100 searches within 178 ms). Now whichever process is free takes the next request (125 ms).
keepalive = 0
# The most that it allows. What the bookmarklet brings in any alphabet has room in 8 kB, and not in the usual 4.
limit_request_line = 8190

# The processes share what the first one loaded. Connections to the graph open after the fork, see graph/driver.py.
preload_app = True

# A page makes some thousand objects, and nearly all of them go with their last name. To look for rings among them every
# seven hundred took a twentieth of its time. What was there before the fork stays anyway, and shared as long as nobody
# looks through it.
gc.set_threshold(10_000)

graceful_timeout = 5
loglevel = "warning"
logconfig_dict = logs.configuration(os.environ)
proc_name = "guildhall"
# We signal processes; nothing asks gunicorn over a socket.
control_socket_disable = True

# Browsers open connections ahead of time. Each would hold a thread for five seconds, so the kernel keeps them until
# something is asked.
SILENT_SECONDS = 30


def when_ready(server: Arbiter) -> None:
    """Called by gunicorn once it listens, before it forks."""
    gc.freeze()
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)
