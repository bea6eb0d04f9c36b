import runpy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.module_loading import import_string
from gunicorn.workers.gthread import ThreadWorker

CONF = Path(__file__).resolve().parents[2] / "gunicorn.conf.py"


@pytest.fixture
def conf(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    def load(**environment: str) -> dict[str, Any]:
        for name in ("BIND", "DEMO", "PORT", "WEB_CONCURRENCY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(CONF))

    return load


def server_on(*addresses: Any) -> SimpleNamespace:
    return SimpleNamespace(cfg=SimpleNamespace(address=list(addresses)))


def test_by_itself_it_serves_this_machine_with_threads(conf: Callable[..., dict[str, Any]]) -> None:
    assert conf()["bind"] == "127.0.0.1:8000"
    assert conf(PORT="9000")["bind"] == "127.0.0.1:9000"
    assert issubclass(import_string(conf()["worker_class"]), ThreadWorker)


@pytest.mark.parametrize(
    "address", [("0.0.0.0", 80), ("192.0.2.7", 80), ("portal.example.org", 80), ("::", 80), "a.sock"]
)
def test_a_demonstration_refuses_a_bind_that_others_can_reach(
    conf: Callable[..., dict[str, Any]], address: Any
) -> None:
    with pytest.raises(SystemExit, match="loopback"):
        conf(DEMO="1")["on_starting"](server_on(("127.0.0.1", 8000), address))


@pytest.mark.parametrize("address", [("127.0.0.1", 8000), ("127.8.9.1", 8000), ("::1", 8000), ("localhost", 8000)])
def test_a_demonstration_serves_the_loopback(conf: Callable[..., dict[str, Any]], address: Any) -> None:
    conf(DEMO="1")["on_starting"](server_on(address))


def test_a_server_may_listen_to_everybody(conf: Callable[..., dict[str, Any]]) -> None:
    conf()["on_starting"](server_on(("0.0.0.0", 80)))
