"""gunicorn's settings: `gunicorn portal.wsgi` in this folder reads them by itself."""

import ctypes
import os
import sys
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from gunicorn.http import message

sys.path.insert(0, "site")

from portal.environment import prepare_environment
from portal.logs import logging_config

M_ARENA_MAX = -8
"""What glibc's malloc.h calls the number of heaps."""

prepare_environment()
DEMO = os.environ.get("DEMO", "").lower() in {"1", "on", "true", "yes"}

pythonpath = "site"
wsgi_app = "portal.wsgi:application"
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "portal.serving.worker.PatientWorker"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 60
graceful_timeout = 8
control_socket_disable = True
accesslog = None if DEMO else "-"
logconfig_dict = logging_config(as_json=not DEMO)

# gunicorn's own answer to a long address is a bare page in English. Up to this length the portal answers itself.
message.MAX_REQUEST_LINE = limit_request_line = 32_768
limit_request_field_size = 32_768
# No header of a visitor says where the portal lies.
forwarder_headers = ""


def share_heaps() -> None:
    """Let all threads of a process share two heaps: glibc gives each its own, which keep what they once needed."""
    with suppress(OSError, AttributeError):  # a system with another C library
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


share_heaps()


def is_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):
        return False
    host = address[0]
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def on_starting(server: Any) -> None:
    """A demonstration has accounts whose password is public: it is served to this machine alone."""
    strangers = [str(address) for address in server.cfg.address if not is_loopback(address)]
    if DEMO and strangers:
        sys.exit(f"DEMO=1 serves the loopback address only, not {', '.join(strangers)}. Unset DEMO or BIND.")
