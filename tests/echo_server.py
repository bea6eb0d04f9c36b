"""A WSGI application that says what it was given, for tests of the web server below the portal."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from portal.environment import prepare_environment
from portal.serving.bodies import RefusedBody

prepare_environment()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"]
    if isinstance(body, RefusedBody):
        start_response(f"{body.status} Refused", [("Content-Length", "0"), ("Retry-After", str(body.retry_after))])
        return [b""]
    data = body.read()
    facts = {"path": environ["PATH_INFO"], "size": len(data), "sum": hashlib.sha256(data).hexdigest()}
    content = json.dumps(facts).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
