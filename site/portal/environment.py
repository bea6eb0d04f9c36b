"""Which settings hold, decided before Django is imported: nothing here may need it."""

import os
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]


def prepare_environment() -> None:
    """Read ``.env``, then choose the production settings unless others are named, there or in the environment.

    Every way in calls this first, so that a process started without a word is never a development server. What the
    environment holds already wins over the file. ``ENV_FILE`` names another file than the ``.env`` beside manage.py.
    """
    file = Path(os.environ.get("ENV_FILE") or ROOT / ".env")
    if file.exists():
        environ.Env.read_env(file)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
