"""How gunicorn serves the pages; it reads this file by itself."""

import gc
import os
import socket

from gunicorn.arbiter import Arbiter

from search import meaning
from webapp.operations import configuration, serving
from workers import logs

# If secrets are missing, the site stops here and lists all of them.
configuration.check(os.environ)
# Loaded before the fork, so that the processes share its memory.
meaning.warm()
here = serving.Settings.from_env(os.environ)

bind = f"{here.host}:{here.port}"
workers = here.processes
# Few, because threads of one process take turns and half-done pages wait for each other. With sixteen readers, 95 in
# 100 searches took up to 186 ms with eight threads, and up to 160 ms with four.
threads = here.threads
worker_class = "gthread"
# A process whose threads are all busy leaves the next request to the other process instead of queuing it.
worker_connections = threads
# A kept connection stays with one process: thirteen of sixteen readers waited for the same process while the other was
# idle (95 of 100 searches within 178 ms). Without it, any free process takes the next request (125 ms).
keepalive = 0
# The maximum that gunicorn allows. Text from the bookmarklet, in any alphabet, fits into 8 kB, but not the usual 4.
limit_request_line = 8190

# The processes share what the first one loaded. Connections to the graph open after the fork, see graph/driver.py.
preload_app = True

# A page makes some thousand objects, and nearly all are freed with their last reference. Looking for cycles every seven
# hundred objects took a twentieth of its time. Objects from before the fork stay anyway, and stay shared as long as the
# collector does not visit them.
gc.set_threshold(10_000)

graceful_timeout = 5
loglevel = "warning"
logconfig_dict = logs.configuration(os.environ)
proc_name = "guildhall"
# We signal processes; nothing asks gunicorn over a socket.
control_socket_disable = True

# Browsers open connections ahead of time. Each would hold a thread for five seconds, so the kernel keeps them until a
# request arrives.
SILENT_SECONDS = 30


def when_ready(server: Arbiter) -> None:
    """Called by gunicorn once it listens, before it forks."""
    gc.freeze()
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)
