"""How gunicorn serves the pages. It finds this file automatically."""

import gc
import os
import socket

from gunicorn.arbiter import Arbiter

from graph import driver
from search import meaning
from webapp.operations import configuration, serving
from workers import logs

ENGINE_SECONDS = 10

# If settings can't work, the site stops here and lists all of them.
configuration.check(os.environ)
# If the engine hangs, people get a page that says so instead of waiting without end.
driver.expect_answers_within(ENGINE_SECONDS)
# Loaded before the fork, so that the processes share its memory.
meaning.warm()
here = serving.Settings.from_env(os.environ)

bind = f"{here.host}:{here.port}"
workers = here.processes
# There are few threads, because those of one process take turns, and unfinished pages wait for each other. With sixteen
# readers, 95 of 100 searches took up to 186 ms with eight threads, and up to 160 ms with four.
threads = here.threads
# It leaves the next request to another process if its own threads are all busy, and holds none for slow connections.
worker_class = "webapp.operations.page_worker.PageWorker"
# Files are sent in pieces, so that a slow reader is noticed.
sendfile = False
# A connection that is kept open stays with one process: thirteen of sixteen readers waited for the same process while
# the other was idle (95 of 100 searches within 178 ms). If each request has its own connection, any free process takes
# it (125 ms).
keepalive = 0
# The maximum that gunicorn allows. Text from the bookmarklet, in any alphabet, fits into 8 kB, but not into 4.
limit_request_line = 8190

# The processes share what the first one loaded. Connections to the graph open after the fork: see graph/driver.py.
preload_app = True

# A page makes a few thousand objects, and nearly all are freed with their last reference. Looking for cycles every 700
# objects took a twentieth of its time. Objects from before the fork are never freed, and processes share them as long
# as the collector does not visit them.
gc.set_threshold(10_000)

graceful_timeout = 5
loglevel = "warning"
logconfig_dict = logs.configuration(os.environ)
proc_name = "guildhall"
# We signal processes; nothing asks gunicorn over a socket.
control_socket_disable = True

# Browsers open connections before they need them. Each would hold a thread for five seconds, so the kernel keeps them
# until a request arrives.
SILENT_SECONDS = 30


def when_ready(server: Arbiter) -> None:
    """Called by gunicorn once it listens, before it forks."""
    gc.freeze()
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)
