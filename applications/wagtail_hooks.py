from wagtail import hooks

from applications.viewsets.calls import CallViewSet
from applications.viewsets.queue import QueueViewSet


@hooks.register("register_admin_viewset")
def register_queue() -> QueueViewSet:
    return QueueViewSet()


@hooks.register("register_admin_viewset")
def register_calls() -> CallViewSet:
    return CallViewSet()
