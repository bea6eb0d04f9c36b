"""Answers that all screens of applicants give in the same way."""

from django.http import HttpResponse, HttpResponseRedirect


def see_other(address: str) -> HttpResponse:
    """Lead to another page, which is fetched with GET whatever was posted (303)."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
