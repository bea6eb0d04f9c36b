#!/usr/bin/env python3
"""The README's two pictures, taken of the demonstration by Chromium. `make screenshots` runs it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
WIDTH, HEIGHT, COLOURS = 1280, 1600, 200
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]

sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ["DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        return


@contextmanager
def served() -> Iterator[str]:
    """The demonstration on a free port, for as long as the block lasts."""
    from portal.wsgi import application

    with make_server("127.0.0.1", 0, application, Server, SilentHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def addresses() -> dict[str, str]:
    """What the README shows, by the name of the picture."""
    from home.models import HomePage
    from offers.models import EngineeringOfferPage

    shown: dict[str, Any] = {"home": HomePage, "offer": EngineeringOfferPage}
    return {name: model.objects.live().filter(locale__language_code="en")[0].url for name, model in shown.items()}


def save(png: bytes, path: Path) -> None:
    """In few colours: the pages have hardly more, and the file is a third of the size."""
    from PIL import Image

    picture = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    import django
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    django.setup()
    call_command("prepare")
    paths = addresses()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        for name, path in paths.items():
            page.goto(host + path, wait_until="networkidle")
            save(page.screenshot(), PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
