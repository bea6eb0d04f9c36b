"""Messages both ways: once each, with files that are checked, told to those who watch, closed to everybody else."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.handling import assign
from applications.dossiers.message_files import RefusedFilesError
from applications.dossiers.messages import mark_read, receive_message, send_message
from applications.dossiers.permissions import handles
from applications.dossiers.refusals import RefusedError
from applications.models import Application, Attachment, Message, OutgoingEmail, Scan
from applications.staff.messages import messages_part
from applications.statuses import Status
from tests.applications.attaching import stored_files, upload
from tests.applications.dossier_desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def mails(occasion: str = "message") -> list[OutgoingEmail]:
    return list(OutgoingEmail.objects.filter(occasion=occasion).order_by("pk"))


def test_a_message_to_the_applicant_is_written_and_mailed_once(office: Desk) -> None:
    dossier, token = office.dossier(language="en"), uuid.uuid4()
    given: dict[str, Any] = {"application": dossier, "author": office.moderator, "token": token}
    message = send_message(text="Hello", files=[upload(), upload("b.pdf", None)], **given)
    again = send_message(text="Hello, changed", files=[upload("c.pdf")], **given)
    assert again == message == Message.objects.get()
    assert (message.text, message.is_from_applicant, message.author) == ("Hello", False, office.moderator)
    [mail] = mails()
    assert (mail.key, mail.to, mail.language) == (f"message:{message.pk}", "ada@example.org", "en")
    assert (mail.context, mail.application) == ({"message": message.pk}, dossier)
    files = list(message.attachments.order_by("name"))
    assert [file.name for file in files] == ["b.pdf", "plan.pdf"]
    assert {(file.application, file.draft, file.question) for file in files} == {(dossier, None, "")}
    assert stored_files() == sorted(file.file.name for file in files), "what the second post brought is gone again"


def test_a_message_of_the_applicant_tells_those_who_watch(office: Desk) -> None:
    dossier, token = office.dossier(Status.CLOSED), uuid.uuid4()
    assign(application=dossier, to=office.moderator, by=office.administrator)
    dossier.watchers.add(office.colleague, office.stranger)
    for _post in range(2):
        message = receive_message(application=dossier, text="Bonjour", token=str(token))
    assert (message.is_from_applicant, message.author, message.read_at) == (True, None, None)
    notices = [mail for mail in mails("staff_notice") if f"message:{message.pk}" in mail.key]
    assert sorted(mail.to for mail in notices) == ["colleague@desk.example.org", "moderator@desk.example.org"]
    assert mails() == []


def test_what_is_refused_leaves_nothing(office: Desk, settings: Any) -> None:
    dossier, other, ready = office.dossier(), office.dossier(), office.dossier(Status.READY)
    silent = office.dossier(contact_email="")
    gone = office.dossier(anonymised_at=timezone.now())
    taken = send_message(application=other, text="x", author=office.moderator, token=uuid.uuid4()).token
    given: dict[str, Any] = {"text": "y", "files": [upload()]}
    with translation.override("en"):
        for application, author in (
            (dossier, office.stranger),
            (ready, office.committee),
            (silent, office.moderator),
        ):
            with pytest.raises(RefusedError):
                send_message(application=application, author=author, token=uuid.uuid4(), **given)
        for application, token in ((dossier, taken), (dossier, "junk"), (dossier, ""), (gone, uuid.uuid4())):
            with pytest.raises(RefusedError):
                receive_message(application=application, token=token, **given)
        files = [upload("a.exe"), upload(), upload("b.pdf", b"no pdf"), upload("c.pdf", b"")]
        with pytest.raises(RefusedFilesError) as refusal:
            receive_message(application=dossier, text="y", token=uuid.uuid4(), files=files)
        assert [reason.split("”")[0] for reason in refusal.value.reasons] == ["“a.exe", "“b.pdf", "“c.pdf"]
        with pytest.raises(RefusedFilesError, match="no more than 5"):
            receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload() for _n in range(6)])
        settings.ATTACHMENTS_MAX_MB = 0
        with pytest.raises(RefusedFilesError, match="come to"):
            receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload()])
    assert Message.objects.count() == 1
    assert not Attachment.objects.exists()
    assert stored_files() == []


def test_a_scanner_sees_the_files_before_anybody(office: Desk, settings: Any) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    message = receive_message(application=office.dossier(), text="y", token=uuid.uuid4(), files=[upload()])
    assert message.attachments.get().scan == Scan.PENDING


def test_reading(office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    first, second = (receive_message(application=dossier, text=text, token=uuid.uuid4()) for text in "ab")
    assert mark_read(application=dossier, by=office.committee, up_to=second.pk) == 0
    assert mark_read(application=dossier, by=office.moderator, up_to=None) == 0
    assert mark_read(application=dossier, by=office.moderator, up_to=first.pk) == 1
    assert list(dossier.messages.unread_by_staff()) == [second]


def test_the_dossiers_part(office: Desk, django_assert_num_queries: Any) -> None:
    dossier = office.dossier(Status.READY)
    office.dossier(Status.READY).messages.create(text="of another one")
    assert handles(office.moderator, dossier.call)
    for number, more in ((1, 1), (3, 2)):
        for _message in range(more):
            receive_message(application=dossier, text="y", token=uuid.uuid4(), files=[upload()])
        fresh = Application.objects.select_related("call", "version").get(pk=dossier.pk)
        with django_assert_num_queries(2):
            part = messages_part(office.moderator, fresh)
            assert [len(message.attachments.all()) for message in part["message_list"]] == [1] * number
        assert part["message_unread"] == number
    assert messages_part(office.committee, dossier) == {"message_shown": False}


def test_who_may_write_from_the_admin(client: Client, office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    message = receive_message(application=dossier, text="y", token=uuid.uuid4())
    addresses = [reverse(f"applications:{name}", args=[dossier.pk]) for name in ("message", "messages_read")]
    for person, status in ((office.stranger, 404), (office.committee, 403)):
        client.force_login(person)
        for address in addresses:
            posted = {"text": "z", "token": str(uuid.uuid4()), "up_to": str(message.pk)}
            # Wagtail sends people who load a page home instead of telling them 403.
            answer = client.post(address, posted, headers={"X-Requested-With": "XMLHttpRequest"})
            assert answer.status_code == status
    client.force_login(office.committee)
    page = client.get(reverse("applications:dossier", args=[dossier.pk]))
    assert page.status_code == 200
    assert reverse("applications:message", args=[dossier.pk]) not in page.content.decode()
    assert client.get(reverse("applications:message", args=[99_999])).status_code == 404
    assert list(Message.objects.all()) == [message]
    message.refresh_from_db()
    assert message.read_at is None


def test_writing_from_the_admin(client: Client, office: Desk) -> None:
    dossier = office.dossier()
    asked = receive_message(application=dossier, text="<b>Quand ?</b>", token=uuid.uuid4())
    later = receive_message(application=dossier, text="Encore", token=uuid.uuid4())
    client.force_login(office.moderator)
    page = client.get(reverse("applications:dossier", args=[dossier.pk])).content.decode()
    assert "&lt;b&gt;Quand" in page
    address, token = reverse("applications:message", args=[dossier.pk]), str(uuid.uuid4())
    wrong = client.post(address, {"text": "Bientôt", "token": token, "up_to": "x", "uploads": [upload("a.exe")]})
    assert wrong.status_code == 422
    assert "Bientôt" in wrong.content.decode()
    assert "a.exe" in wrong.content.decode()
    assert token in wrong.content.decode()
    for text, status in (("", 422), ("x" * 10_001, 422)):
        assert client.post(address, {"text": text, "token": token}).status_code == status
    assert client.post(address, {"text": "x", "token": "junk"}).status_code == 422
    for _press in range(2):
        posted = {"text": "Bien\0tôt", "token": token, "up_to": str(asked.pk), "uploads": [upload("b.pdf")]}
        assert client.post(address, posted).status_code == 302
    sent = dossier.messages.get(is_from_applicant=False)
    assert (sent.text, sent.attachments.count(), len(mails())) == ("Bien tôt", 1, 1)
    assert list(dossier.messages.unread_by_staff()) == [later], "it came after the page was made"
    read = reverse("applications:messages_read", args=[dossier.pk])
    assert client.get(read).status_code == 405
    for up_to in ("", "9" * 40, "-1", "\0", str(later.pk)):
        assert client.post(read, {"up_to": up_to}).status_code == 302
    assert not dossier.messages.unread_by_staff().exists()
