"""The page of a dossier: what each person finds on it, its files, and how many queries it takes."""

import datetime as dt
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.dossiers import handling
from applications.dossiers.archive import unused_name
from applications.models import (
    Access,
    Application,
    Attachment,
    Beneficiary,
    FormVersion,
    Label,
    Message,
    Scan,
)
from applications.models.attachments import private_storage
from applications.statuses import Status
from tests.applications import sample_files as samples
from tests.applications.dossier_desk import Desk
from tests.applications.histories import fill, mail
from tests.builders import KEYS
from tests.signing_in import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

PLAN, GROUP, MEMBER, BUDGET = "plan-key", "group-key", "member-key", "budget-key"


def address(dossier: Application, name: str = "dossier", *args: Any) -> str:
    return reverse(f"applications:{name}", args=(dossier.pk, *args))


def read(person: Any, dossier: Application, query: str = "", language: str = "en") -> str:
    response = log_in(person, language).get(address(dossier) + query)
    assert response.status_code == 200
    return response.content.decode()


def add_file(dossier: Application, name: str = "plan.pdf", data: bytes = b"", **fields: Any) -> Attachment:
    given: dict[str, Any] = {"question": PLAN, "type": "application/pdf", "sha256": "0" * 64, **fields}
    file = Attachment(application=dossier, name=name, size=len(data or samples.pdf()), **given)
    file.file.save("x", ContentFile(data or samples.pdf()), save=False)
    file.save()
    return file


def ask_more(dossier: Application) -> None:
    """Questions with tables and files, in the version of the form that the dossier was filled in with."""
    content = json.loads(json.dumps(dossier.version.content))
    for code, words in (("fr", "Plan du jardin"), ("en", "Plan of the garden")):
        common = {"hint": "", "required": False, "private": False, "conditions": []}
        member = {**common, "key": MEMBER, "kind": "short_text", "label": "Name of the member"}
        content[code]["steps"][0]["questions"] += [
            {**common, "key": PLAN, "kind": "files", "label": words, "max_files": 3},
            {**common, "key": GROUP, "kind": "group", "label": "Members", "item": "Member", "questions": [member]},
            {
                **common,
                "key": BUDGET,
                "kind": "budget",
                "label": "Budget",
                "currency": "EUR",
                "private": True,
                "expense_categories": [],
                "income_categories": [],
            },
        ]
    version = FormVersion.objects.create(call=dossier.call, content=content, content_hash=f"more-{dossier.pk}")
    dossier.version = version
    dossier.answers |= {
        PLAN: [],
        GROUP: [{MEMBER: "Bea"}, {MEMBER: "<i>Cy</i>"}],
        BUDGET: {"request": "500", "expenses": [{"label": "Wood", "amount": "500", "category": ""}], "incomes": []},
    }
    dossier.save()


def test_answers_have_numbers_tables_and_the_other_language(office: Desk) -> None:
    dossier = office.dossier()
    ask_more(dossier)
    page = read(office.moderator, dossier)
    assert "Ce que vous cherchez" not in page
    assert re.search(r">3\.</span>\s*What you look for", page)
    assert re.search(r"<th scope=\"row\">Member 2</th>\s*<td>&lt;i&gt;Cy", page)
    assert "<caption>Expenses</caption>" in page
    both = read(office.moderator, dossier, "?both=1")
    assert '<span class="dossier__other" lang="fr">Ce que vous cherchez</span>' in both
    assert re.search(r'lang="fr">\s*Une formation', both)


def test_what_happened_stands_where_it_is_looked_for(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    fill(office, dossier)
    mail(dossier, "late", status="failed", error="550 nobody here", created_at=timezone.now() + dt.timedelta(1))
    page = read(office.moderator, dossier)
    at_the_question = page[page.index(f'id="question-{KEYS["why"]}"') : page.index(f'id="question-{KEYS["yes"]}"')]
    assert re.search(r"remark 0.*Before.*old words.*After.*new words", at_the_question, re.DOTALL)
    for text in ("note 0", "from staff 0", "from them 0", "reason 0", "mailed 0", "550 nobody here"):
        assert text in page
    head = page[: page.index("dossier__main")]
    assert "was not sent" in head
    assert address(dossier, "contact") in head
    only = read(office.moderator, dossier, "?show=note&from=q%3Dada")
    assert "mailed 0" not in only
    assert "was not sent" in only
    assert "?show=edit&amp;from=q%3Dada" in only
    assert read(office.moderator, dossier, "?show=%00&both=x&from=%00").count("mailed 0") == 1


def test_the_committee_reads_answers_files_and_statuses_and_nothing_else(office: Desk) -> None:
    dossier = office.dossier(Status.READY)
    ask_more(dossier)
    kept, sent = add_file(dossier), add_file(dossier, "private.pdf", question="", message=talk(dossier))
    dossier.answers[PLAN] = [{"id": str(kept.pk), "name": kept.name, "size": 10}]
    dossier.hold = "because of the court"
    dossier.save()
    fill(office, dossier)
    page = read(office.committee, dossier)
    assert "Ada Martin" in page
    assert address(dossier, "file", kept.pk) in page
    assert "Status: Ready for decision" in page
    for text in ("note 0", "from staff", "from them", "reason 0", "mailed 0", "remark 0", "court", "private.pdf"):
        assert text not in page
    assert 'method="post" action="/admin/applications' not in page
    client = log_in(office.committee)
    assert client.get(address(dossier, "file", kept.pk)).getvalue() == samples.pdf()
    assert client.get(address(dossier, "file", sent.pk)).status_code == 404
    names = zipfile.ZipFile(io.BytesIO(client.get(address(dossier, "files")).getvalue())).namelist()
    assert [name for name in names if "private" in name] == []


def test_a_committee_decides_without_what_was_asked_in_private(office: Desk) -> None:
    """On the page, in the archive, and by the address of a file."""
    dossier = office.dossier(Status.READY)
    ask_more(dossier)
    for form in dossier.version.content.values():
        next(spec for spec in form["steps"][0]["questions"] if spec["key"] == PLAN)["private"] = True
    dossier.version.save()
    file = add_file(dossier)
    dossier.answers[PLAN] = [{"id": str(file.pk), "name": file.name, "size": 10}]
    dossier.save()
    page, whole = read(office.committee, dossier), read(office.moderator, dossier)
    for text in ("Wood", "Plan of the garden", file.name, "?private=1"):
        assert (text in page, text in whole) == (False, True), text
    assert "left out here" in page
    reader = log_in(office.committee)
    assert reader.get(address(dossier, "file", file.pk)).status_code == 404
    refused = reader.get(address(dossier, "files") + "?private=1")
    assert (refused.status_code, refused["Location"]) == (302, reverse("wagtailadmin_home")), "as Wagtail says 403"
    names = zipfile.ZipFile(io.BytesIO(reader.get(address(dossier, "files")).getvalue())).namelist()
    assert [name for name in names if file.name in name] == []


def talk(dossier: Application) -> Message:
    return Message.objects.create(application=dossier, text="See the file", is_from_applicant=True)


def test_the_wrong_person_finds_no_dossier_and_no_file(office: Desk) -> None:
    early = office.dossier(Status.IN_REVIEW)
    kept = add_file(early)
    addresses = [address(early), address(early, "files"), address(early, "file", kept.pk)]
    for person in (office.stranger, office.committee):
        for index in addresses:
            assert log_in(person).get(index).status_code == 404
    assert not Access.objects.exists()
    for junk in ("9" * 30, "0"):
        assert log_in(office.administrator).get(f"/admin/applications/{junk}/").status_code == 404


def test_an_anonymised_dossier_says_so_and_offers_nothing(office: Desk) -> None:
    dossier = office.dossier(Status.DECLINED)
    Application.objects.update(anonymised_at=timezone.now(), answers={}, contact_name="", contact_email="")
    page = read(office.administrator, dossier)
    assert "This dossier was anonymised on" in page
    assert 'method="post" action="/admin/applications' not in page
    assert "step-1" not in page
    assert "mailto:" not in page


def test_other_applications_of_the_beneficiary_are_those_that_the_reader_may_see(office: Desk) -> None:
    beneficiary = Beneficiary.objects.create(key="siret:1", name="Les Tisserands")
    ready, early = (office.dossier(status, beneficiary=beneficiary) for status in (Status.READY, Status.RECEIVED))
    assert early.reference in read(office.moderator, ready)
    page = read(office.committee, ready)
    assert early.reference not in page
    assert "Other applications" not in page


def test_from_dossier_to_dossier_in_the_queue_one_came_from(office: Desk) -> None:
    dossiers = [
        office.dossier(submitted_at=timezone.now() - dt.timedelta(days=day), contact_name=f"Person {day}")
        for day in range(3)
    ]
    page = read(office.moderator, dossiers[1], "?from=status%3Dreceived")
    for rel, other in (("prev", dossiers[0]), ("next", dossiers[2])):
        link = f'rel="{rel}" accesskey="{rel[0]}" href="{address(other)}?from=status%3Dreceived"'
        assert link in page
    assert f'href="{reverse("applications:index")}?status=received"' in page
    assert '<input type="hidden" name="from" value="status=received">' in page


def test_a_file_is_looked_at_only_if_it_is_safe_and_a_pdf(office: Desk) -> None:
    dossier = office.dossier()
    ask_more(dossier)
    plan = add_file(dossier)
    picture = add_file(dossier, "photo.jpg", samples.picture(), type="image/jpeg")
    bad = add_file(dossier, "bad.pdf", scan=Scan.INFECTED)
    dossier.answers[PLAN] = [{"id": str(f.pk), "name": f.name, "size": 1} for f in (plan, picture, bad)]
    dossier.answers[PLAN].append({"id": "gone", "name": "gone.pdf", "size": 1})
    dossier.save()
    page = read(office.moderator, dossier)
    assert f'<iframe src="{address(dossier, "file", plan.pk)}?read=1' in page
    assert f'src="{address(dossier, "file", picture.pk)}?preview=1"' in page
    assert address(dossier, "file", bad.pk) not in page
    assert "gone.pdf – no longer kept" in page
    client = log_in(office.moderator)
    response = client.get(address(dossier, "file", plan.pk) + "?read=1")
    assert response.getvalue() == samples.pdf()
    assert response.headers["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    assert response.headers["Content-Security-Policy"] == policy
    assert client.get(address(dossier, "file", picture.pk) + "?read=1").status_code == 404
    assert client.get(address(dossier, "file", bad.pk) + "?read=1").status_code == 403
    readings = Access.objects.filter(reading="file").values_list("details", flat=True)
    assert list(readings) == ["plan.pdf"]


def test_the_archive_has_the_safe_files_and_the_answers_that_are_not_private(office: Desk) -> None:
    dossier = office.dossier()
    ask_more(dossier)
    add_file(dossier, "plan.pdf", b"first")
    add_file(dossier, "PLAN.pdf", b"second")
    add_file(dossier, "../../etc/pass:wd", b"third")
    add_file(dossier, "bad.pdf", scan=Scan.INFECTED)
    add_file(dossier, "secret.pdf", question=BUDGET)
    lost = add_file(dossier, "lost.pdf")
    private_storage().delete(lost.file.name)
    client = log_in(office.moderator, "en")
    response = client.get(address(dossier, "files"))
    assert response.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.getvalue()))
    names = {name: archive.read(name) for name in archive.namelist()}
    page = names.pop("answers.html").decode()
    assert names == {"files/plan.pdf": b"first", "files/PLAN (2).pdf": b"second", "files/pass_wd": b"third"}
    assert "it’s &lt;b&gt;ours&lt;/b&gt;" in page
    assert "Wood" not in page
    assert "<li>bad.pdf</li>" in page
    assert "<li>lost.pdf</li>" in page
    whole = zipfile.ZipFile(io.BytesIO(client.get(address(dossier, "files") + "?private=1").getvalue()))
    assert "files/secret.pdf" in whole.namelist()
    assert "Wood" in whole.read("answers.html").decode()
    details = Access.objects.filter(reading="files").order_by("pk").values_list("details", flat=True)
    assert list(details) == ["", "with private answers"]


def test_names_in_an_archive_are_harmless_and_each_its_own() -> None:
    taken: set[str] = set()
    given = ["a.pdf", "A.PDF", "a.pdf", "..", "x" * 300 + ".pdf", "x" * 300 + ".pdf", "aux?.txt", ".hidden"]
    given += ["é" * 198 + ".pdf", "é" * 198 + ".pdf"]
    found = [unused_name(name, taken) for name in given]
    assert found[:3] == ["a.pdf", "A (2).pdf", "a (3).pdf"]
    assert len({name.casefold() for name in found}) == len(given)
    assert all(len(name.encode()) <= 200 and not name.startswith(".") and "?" not in name for name in found)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_queries(
    office: Desk, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    beneficiary = Beneficiary.objects.create(key="siret:1", name="Les Tisserands")
    dossier = office.dossier(Status.IN_REVIEW, beneficiary=beneficiary)
    ask_more(dossier)
    fill(office, dossier, number)
    for index in range(number):
        office.dossier(beneficiary=beneficiary)
        handling.label(application=dossier, add=[], remove=[], new=f"label {index}", by=office.moderator)
        file = add_file(dossier, f"plan{index}.pdf")
        dossier.answers[PLAN].append({"id": str(file.pk), "name": file.name, "size": 1})
        add_file(dossier, f"message{index}.pdf", question="", message=talk(dossier))
    Label.objects.create(name="unused")
    people = [office.colleague, office.administrator, office.moderator][:number]
    handling.watch(application=dossier, people=people, by=office.moderator)
    handling.assign(application=dossier, to=office.colleague, by=office.moderator)
    dossier.save(update_fields=["answers"])
    client = log_in(office.moderator)
    client.get(address(dossier))
    with django_assert_num_queries(31):
        assert client.get(address(dossier)).status_code == 200
