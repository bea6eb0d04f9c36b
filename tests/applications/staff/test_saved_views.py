"""Views of the queue: saved, shared, deleted, and never a way to what one may not read."""

import pytest
from django.urls import reverse

from applications.models import Call, SavedView
from applications.staff.queue.links import LONGEST
from tests.applications.queue_tables import KEYS, Table, table
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


def save(desk: Table, who: str, query: str, name: str = "Mine", **data: str) -> int:
    client = log_in(getattr(desk, who), "en")
    return client.post(reverse("applications:save_view"), {"query": query, "name": name, **data}).status_code


def test_a_view_is_saved_clean_and_offered_above_the_queue() -> None:
    desk = table()
    client = log_in(desk.moderator, "en")
    key = f"a-{KEYS['days']}-min"
    query = f"call={desk.call.pk}&p=7&_w_filter_fragment=1&status=received&status=ready&{key}=3&nonsense=1&q=&q=ada"
    page = client.get(f"{reverse('applications:save_view')}?{query}").content.decode()
    assert "nonsense" not in page
    assert save(desk, "moderator", query, "My grants", is_shared="on") == 302
    view = SavedView.objects.get()
    assert view.query == f"call={desk.call.pk}&status=received&status=ready&{key}=3&q=ada"
    assert (view.owner, view.call, view.is_shared) == (desk.moderator, desk.call, True)
    queue = client.get(f"{reverse('applications:index')}?{view.query}").content.decode()
    assert "My grants" in queue
    assert 'aria-current="page"' in queue
    colleague = log_in(desk.colleague, "en").get(reverse("applications:index")).content.decode()
    assert f"status=ready&amp;{key}=3" in colleague
    # Of a call that is not theirs, others hear nothing.
    assert view.name not in log_in(desk.stranger, "en").get(reverse("applications:index")).content.decode()
    assert view.name not in log_in(desk.stranger, "en").get(reverse("applications:views")).content.decode()


def test_what_is_refused_stays_typed() -> None:
    desk = table()
    other = Call.objects.get(code="beside-table")
    assert save(desk, "moderator", f"status=received&call={other.pk}") == 302
    assert SavedView.objects.get().call is None
    refused = {
        "": "Name",
        "p=3&nonsense=1": "Name",
        "status=ready": "Mine",
        "status=closed": "  Mine ",
        "q=" + "x" * LONGEST: "Long",
        "status=received": "",
        "status=in_review": "n" * 61,
    }
    assert {query: save(desk, "moderator", query, name) for query, name in refused.items()} == dict.fromkeys(
        refused, 422
    )
    answer = log_in(desk.moderator, "en").post(
        reverse("applications:save_view"), {"query": "status=ready", "name": "Mine"}
    )
    assert "You have a view of this name already" in answer.content.decode()
    assert 'value="status=ready"' in answer.content.decode()
    assert save(desk, "moderator", "status=ready\0", "Nul\0") == 422
    assert save(desk, "colleague", "status=ready") == 302
    assert SavedView.objects.count() == 2


def test_who_deletes_what() -> None:
    desk = table()
    views = {
        name: SavedView.objects.create(name=name, query="status=ready", owner=owner, is_shared=shared)
        for name, owner, shared in (
            ("private", desk.moderator, False),
            ("shared", desk.moderator, True),
            ("also shared", desk.moderator, True),
        )
    }
    urls = {name: reverse("applications:delete_view", args=(view.pk,)) for name, view in views.items()}
    tried = [
        ("colleague", "private", 404),
        ("administrator", "private", 404),
        ("colleague", "shared", 403),
        ("stranger", "shared", 403),
        ("committee", "shared", 403),
    ]
    # Wagtail turns a refusal into a message on its first screen, but for scripts.
    script = {"X-Requested-With": "XMLHttpRequest"}
    found = [
        (who, name, log_in(getattr(desk, who)).post(urls[name], headers=script).status_code)
        for who, name, _code in tried
    ]
    assert found == tried
    assert log_in(desk.colleague).post(urls["shared"]).status_code == 302
    assert SavedView.objects.count() == 3
    managed = log_in(desk.colleague, "en").get(reverse("applications:views")).content.decode()
    assert "also shared" in managed
    assert "private" not in managed
    assert urls["shared"] not in managed
    assert log_in(desk.moderator).get(urls["private"]).status_code == 405
    assert log_in(desk.administrator).post(urls["shared"]).status_code == 302
    assert log_in(desk.moderator).post(urls["private"]).status_code == 302
    assert [view.name for view in SavedView.objects.all()] == ["also shared"]
    outside = log_in(desk.stranger)
    Call.objects.update(moderators=None, committee=None)
    for url in (*urls.values(), reverse("applications:views"), reverse("applications:save_view")):
        assert outside.get(url).status_code == 404
