"""The WSGI application. ``site/`` must be on the path: gunicorn.conf.py says so."""

from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

from portal.environment import prepare_environment

prepare_environment()
django.setup(set_prefix=False)


class PortalRequest(WSGIRequest):
    """A request whose text is UTF-8, whatever charset its header claims.

    Django obeys any codec that Python has: ``charset=hex`` fails in every view, ``utf-7`` smuggles in what no database
    stores. A header that cannot be read at all would fail before any middleware; here it counts as none.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


class PortalHandler(WSGIHandler):
    request_class = PortalRequest


application = PortalHandler()
