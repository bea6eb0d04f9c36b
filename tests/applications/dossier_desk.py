"""Dossiers for tests: a call with its form and its people, and applications in any status."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group

from applications.dossiers.search_index import index_answers
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Call, StatusChange
from applications.statuses import Status
from tests.builders import Portal, sent, staff
from users.models import User
from users.roles import Role


@dataclass
class Desk:
    """A call and its people. ``committee`` reads what is ready, ``stranger`` moderates another call."""

    call: Call
    pages: dict[str, FormPage]
    moderator: User
    colleague: User
    committee: User
    stranger: User
    administrator: User

    def changed(self, **fields: Any) -> "Desk":
        """The same with other fields of the call."""
        for name, value in fields.items():
            setattr(self.call, name, value)
        self.call.save()
        return self

    def dossier(self, status: str = Status.RECEIVED, language: str = "fr", **fields: Any) -> Application:
        """An application in a status, as if it had gone there: with the changes that led to it."""
        application = sent(self.pages[language], status=status, **fields)
        StatusChange.objects.create(application=application, to_status=Status.RECEIVED)
        if status != Status.RECEIVED:
            StatusChange.objects.create(application=application, from_status=Status.RECEIVED, to_status=status)
        index_answers(application)
        return application


def build_desk() -> None:
    desk(Portal())


def kept_desk(slug: str = "form-desk") -> Desk:
    """The desk of ``build_desk``, with one of its forms."""
    call = Call.objects.select_related("moderators", "committee").get(code="desk")
    pages = list(FormPage.objects.filter(call=call, slug=slug).select_related("locale").order_by("pk"))
    for page in pages:
        page.call = call
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(email__endswith="@desk.example.org")}
    return Desk(call=call, pages={page.locale.language_code: page for page in pages}, **people)


def desk(portal: Portal, kind: str = CallKind.GRANT, code: str = "desk", **fields: Any) -> Desk:
    moderators = Group.objects.get_or_create(name=f"moderators-{code}")[0]
    committee = Group.objects.get_or_create(name=f"committee-{code}")[0]
    others = Group.objects.get_or_create(name=f"moderators-beside-{code}")[0]
    call = Call.objects.create(code=code, kind=kind, moderators=moderators, committee=committee, **fields)
    Call.objects.create(code=f"beside-{code}", kind=kind, moderators=others)
    pages = portal.forms(call, slug=f"form-{code}")
    administrators = Group.objects.get_or_create(name=Role.ADMINISTRATORS.value)[0]
    return Desk(
        call=call,
        pages=pages,
        moderator=staff(f"moderator@{code}.example.org", moderators, first_name="Mo"),
        colleague=staff(f"colleague@{code}.example.org", moderators, first_name="Coll"),
        committee=staff(f"committee@{code}.example.org", committee, first_name="Com"),
        stranger=staff(f"stranger@{code}.example.org", others, first_name="Str"),
        administrator=staff(f"administrator@{code}.example.org", administrators, first_name="Adm"),
    )
