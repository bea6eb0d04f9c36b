"""Limits, from the counting to the pages that they show."""

import re
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from limits import parse

from applications.forms.page import FormPage
from applications.models import Application, Draft, OutgoingEmail
from tests.builders import ANSWERS, KEYS
from users import throttle
from users.throttle import UNKNOWN, BoundedMemory, client_network, how_long, recipient, seconds_to_wait

NOBODY_ANSWERS = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    throttle.reset()
    yield
    throttle.reset()


@pytest.fixture
def limit(settings: Any) -> Any:
    """Set the limits of some kinds; the others have none."""

    def set_limits(**limits: str) -> None:
        settings.RATE_LIMITS = {name.replace("_", " "): text for name, text in limits.items()}

    return set_limits


def in_language(language: str, text: str) -> str:
    with translation.override(language):
        return gettext(text)


def send(client: Client, page: FormPage, token: str, **more: Any) -> Any:
    return client.post(f"{page.get_url()}check/", {"submit_token": token, "go": "send"}, **more)


def test_acts_up_to_the_limit_go_on(limit: Any) -> None:
    limit(save="3/minute")
    assert [seconds_to_wait("save", "a") > 0 for _ in range(5)] == [False, False, False, True, True]


def test_a_limit_that_is_reached_is_in_the_log(limit: Any, caplog: pytest.LogCaptureFixture) -> None:
    limit(save="1/hour")
    for _ in range(2):
        seconds_to_wait("save", "192.0.2.77")
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith("Limit reached: save; 3")
    assert "192.0.2.77" not in line, "the access log keeps no visitor, nor does this one"


def test_senders_and_kinds_are_counted_apart(limit: Any) -> None:
    limit(save="1/minute", submit="1/minute")
    for kind, who in (("save", "a"), ("save", "b"), ("submit", "a")):
        assert seconds_to_wait(kind, who) == 0
        assert seconds_to_wait(kind, who) > 0


def test_after_the_wait_one_may_go_on(limit: Any) -> None:
    limit(save="1/second")
    seconds_to_wait("save", "a")
    wait = seconds_to_wait("save", "a")
    assert wait == 1
    time.sleep(wait)
    assert seconds_to_wait("save", "a") == 0


def test_each_of_several_limits_counts(limit: Any) -> None:
    limit(save="10/second;2/hour")
    waits = [seconds_to_wait("save", "a") for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert 3500 < waits[2] <= 3600


def test_a_dear_act_counts_more_and_is_never_impossible(limit: Any) -> None:
    limit(upload="5/minute")
    assert seconds_to_wait("upload", "a", cost=40) == 0
    assert seconds_to_wait("upload", "a") > 0
    assert seconds_to_wait("upload", "b", cost=4) == 0
    assert seconds_to_wait("upload", "b", cost=2) > 0


def test_all_who_are_not_known_are_counted_as_one(limit: Any) -> None:
    limit(save="2/minute")
    assert [seconds_to_wait("save", who) > 0 for who in ("", UNKNOWN, "")] == [False, False, True]


def test_a_kind_without_a_limit_may_always_go_on(limit: Any) -> None:
    limit()
    assert [seconds_to_wait("save", "a") for _ in range(3)] == [0, 0, 0]


def test_the_memory_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_COUNTED", 100)
    memory = BoundedMemory()
    for number in range(1000):
        memory.incr(f"draft-{number}", 60)
    assert memory.reset() == 100
    assert memory.get("draft-999") == 0


def test_the_memory_starts_anew_when_its_time_is_over() -> None:
    memory = BoundedMemory()
    assert [memory.incr("a", 0.02, 2), memory.incr("a", 0.02)] == [2, 3]
    time.sleep(0.03)
    assert memory.get("a") == 0
    assert memory.incr("a", 60) == 1


def test_redis_counts_for_all_processes(redis_url: str, settings: Any, limit: Any) -> None:
    limit(save="2/minute")
    settings.REDIS_URL = redis_url
    who = uuid.uuid4().hex
    seconds_to_wait("save", who)
    throttle.reset()  # as another process, which has counted nothing itself
    seconds_to_wait("save", who)
    throttle.reset()
    assert 0 < seconds_to_wait("save", who) <= 60
    shared = throttle._counter(redis_url).shared
    assert shared
    shared.clear(parse("2/minute"), "save", who)


def test_without_redis_the_process_counts_and_says_so_once(
    settings: Any, limit: Any, caplog: pytest.LogCaptureFixture
) -> None:
    limit(save="2/minute")
    settings.REDIS_URL = NOBODY_ANSWERS
    assert [seconds_to_wait("save", "a") > 0 for _ in range(3)] == [False, False, True]
    assert len([line for line in caplog.records if "Redis does not answer" in line.getMessage()]) == 1


def test_a_redis_that_came_back_is_asked_again(
    settings: Any, limit: Any, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(save="1/minute")
    settings.REDIS_URL = redis_url
    who = uuid.uuid4().hex
    counter = throttle._counter(redis_url)
    counter.ask_again_at = time.monotonic() + 60
    assert [seconds_to_wait("save", who) > 0 for _ in range(2)] == [False, True]
    counter.ask_again_at = 0.0
    assert seconds_to_wait("save", who) == 0
    assert counter.shared
    counter.shared.clear(parse("1/minute"), "save", who)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "9.9.9.9", "", "9.9.9.9"),
        (0, "9.9.9.9", "198.51.100.1", "9.9.9.9"),
        (0, "127.0.0.1", "", "127.0.0.1"),
        (0, "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        (0, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (0, "", "198.51.100.1", UNKNOWN),
        (0, "", "", UNKNOWN),
        (0, "junk", "", UNKNOWN),
        (1, "", "junk", UNKNOWN),
        (1, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        (1, "", " 192.0.2.66 , 198.51.100.1:5123 ", "198.51.100.1"),
        (2, "127.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "9.9.9.9", "junk", "9.9.9.9"),
        (1, "9.9.9.9", " , ,", "9.9.9.9"),
        (1, "9.9.9.9", "", "9.9.9.9"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (1, "::1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        (1, "::1", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        (0, "::ffff:9.9.9.9", "", "9.9.9.9"),
        (1, "::1", "fe80::1%eth0", "fe80::/64"),
    ],
)
def test_the_address_of_a_visitor(settings: Any, proxies: int, remote: str, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=remote, **headers)) == address


def test_the_wait_is_said_in_words() -> None:
    with translation.override("en"):
        assert how_long(1) == "Wait 1 second, then try again."
        assert how_long(119) == "Wait 119 seconds, then try again."
        assert how_long(121) == "Wait 3 minutes, then try again."


def test_a_recipient_is_counted_and_not_kept() -> None:
    assert recipient("Ada@Example.org ") == recipient("ada@example.org") != recipient("bea@example.org")
    assert "ada" not in recipient("ada@example.org")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_save_too_many_keeps_every_word(
    client: Client, pages: dict[str, FormPage], limit: Any, language: str
) -> None:
    limit(save="1/minute")
    address = pages[language].get_url()
    client.post(address, {**ANSWERS, "go": "later"})
    Draft.objects.update(data={})
    response = client.post(f"{address}step/1/", {**ANSWERS, "go": "next"})
    html = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert in_language(language, "One moment, please") in html
    assert f'lang="{language}"' in html
    assert "Ada Martin" in html
    assert "Ada@Example.org" in html
    assert "Parce que « cela compte » – and it’s &lt;b&gt;ours&lt;/b&gt;." in html
    assert html.count(" checked") == 2
    assert Draft.objects.get().data == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_can_come_too_often_too(
    client: Client, pages: dict[str, FormPage], limit: Any, language: str
) -> None:
    limit(begin_by_address="1/hour")
    address = pages[language].get_url()
    assert Client().post(address, {**ANSWERS, "go": "next"}).status_code == 303
    response = client.post(address, {**ANSWERS, "go": "next"})
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3600
    assert "Parce que « cela compte »" in response.content.decode()
    assert re.search(r"\b60 minutes", response.content.decode())
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize("remote", ["127.0.0.1", "10.0.0.7", "203.0.113.9", ""])
def test_no_header_of_a_visitor_switches_a_limit_off(
    pages: dict[str, FormPage], limit: Any, settings: Any, remote: str, proxies: int
) -> None:
    """Behind one proxy, what a visitor makes up stands left of what the proxy adds."""
    settings.DEMO = False
    settings.TRUSTED_PROXIES = proxies
    limit(begin_by_address="2/hour")
    codes = []
    for number in range(3):
        invented = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}" + (", 203.0.113.5" if proxies else "")}
        response = Client().post(pages["fr"].get_url(), {**ANSWERS, "go": "next"}, REMOTE_ADDR=remote, **invented)
        codes.append(response.status_code)
    assert codes == [303, 303, 429]


def test_who_has_begun_goes_on_whoever_shares_the_address(
    client: Client, pages: dict[str, FormPage], limit: Any
) -> None:
    limit(begin_by_address="1/hour")
    address = pages["fr"].get_url()
    for _ in range(3):
        assert client.post(address, {**ANSWERS, "go": "next"}).status_code == 303


def test_looking_makes_no_draft_and_is_not_counted(client: Client, pages: dict[str, FormPage], limit: Any) -> None:
    limit(begin_by_address="1/hour", save="1/hour", save_by_address="1/hour")
    for _ in range(5):
        assert client.get(pages["fr"].get_url()).status_code == 200
    assert not Draft.objects.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_browser_that_saves_by_itself_is_told(
    client: Client, pages: dict[str, FormPage], limit: Any, language: str
) -> None:
    limit(save="1/minute")
    for _ in range(2):
        response = client.post(pages[language].get_url(), {**ANSWERS, "go": "save"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    with translation.override(language):
        assert response.json() == {"error": how_long(int(response["Retry-After"]))}


def test_files_are_counted_one_by_one(client: Client, pages: dict[str, FormPage], limit: Any) -> None:
    limit(upload="3/minute")
    files = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.7") for number in range(2)]
    assert client.post(pages["fr"].get_url(), {**ANSWERS, "x": files, "go": "back"}).status_code == 303
    for file in files:
        file.seek(0)
    response = client.post(pages["fr"].get_url(), {**ANSWERS, "x": files, "go": "back"})
    assert response.status_code == 429
    assert client.post(pages["fr"].get_url(), {**ANSWERS, "go": "back"}).status_code == 303


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sending_too_often_shows_the_answers(
    client: Client, pages: dict[str, FormPage], limit: Any, language: str
) -> None:
    limit(submit="1/minute")
    client.post(pages[language].get_url(), {KEYS["why"]: "Ce qui compte", "go": "later"})
    assert send(client, pages[language], str(uuid.uuid4())).status_code == 422
    response = send(client, pages[language], str(uuid.uuid4()))
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert in_language(language, "One moment, please") in response.content.decode()
    assert "Ce qui compte" in response.content.decode()


def test_a_replay_of_what_was_accepted_is_never_limited(client: Client, pages: dict[str, FormPage], limit: Any) -> None:
    limit(submit="1/hour", submit_by_address="1/hour")
    client.post(pages["fr"].get_url(), {**ANSWERS, "go": "next"})
    token = str(uuid.uuid4())
    first = send(client, pages["fr"], token)
    replays = [send(client, pages["fr"], token) for _ in range(30)]
    stranger = send(Client(), pages["fr"], token)
    assert {(one.status_code, one["Location"]) for one in [*replays, stranger]} == {(303, first["Location"])}
    assert Application.objects.count() == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_links_by_e_mail_are_few(client: Client, pages: dict[str, FormPage], limit: Any, language: str) -> None:
    limit(link="2/hour")
    address = pages[language].get_url()
    client.post(address, {**ANSWERS, "go": "later"})
    posts = [client.post(f"{address}later/", {"email": f"ada{number}@example.org"}) for number in range(3)]
    assert [one.status_code for one in posts] == [303, 303, 429]
    assert 0 < int(posts[-1]["Retry-After"]) <= 3600
    assert "ada2@example.org" in posts[-1].content.decode()
    assert in_language(language, "One moment, please") in posts[-1].content.decode()


def test_nobody_is_mailed_without_end_whatever_the_drafts(pages: dict[str, FormPage], limit: Any) -> None:
    limit(draft_link_by_recipient="2/hour")
    address = pages["fr"].get_url()
    codes = []
    for name in ("ada", "Ada", "ADA"):
        stranger = Client()
        stranger.post(address, {**ANSWERS, "go": "later"})
        codes.append(stranger.post(f"{address}later/", {"email": f"{name}@example.org"}).status_code)
    assert codes == [303, 303, 429]
    assert OutgoingEmail.objects.count() == 2


def test_a_town_hall_is_not_limited(pages: dict[str, FormPage], settings: Any) -> None:
    """200 people behind one address, in far less than a minute, each with a draft, and each sends it. Here a tenth
    of them does, below a tenth of each limit."""

    def tenth(found: re.Match[str]) -> str:
        return str(-(-int(found[0]) // 10))

    settings.RATE_LIMITS = {kind: re.sub(r"\d+", tenth, text) for kind, text in settings.RATE_LIMITS.items()}
    address = pages["fr"].get_url()
    for number in range(20):
        client = Client()
        answers = {**ANSWERS, KEYS["name"]: f"Person {number}", "go": "next"}
        assert client.post(address, answers).status_code == 303
        assert send(client, pages["fr"], str(uuid.uuid4())).status_code == 303
    assert Draft.objects.count() == Application.objects.count() == 20
    assert len(set(Application.objects.values_list("contact_name", flat=True))) == 20
