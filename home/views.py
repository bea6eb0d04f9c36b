from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.characters import one_line
from home.search import results_page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page. Whatever stands in ``q`` is text to look for; NUL and controls are spaces."""
    typed = one_line(request.GET.get("q", ""))
    page, results = results_page(typed, request.GET.get("page"))
    context = {"query": typed, "results": results, "page_obj": page, "total": page.paginator.count}
    return render(request, "home/search.html", context)
