"""The scan task where queued rows of the release before look for it. New rows name ``drafts.scan_task``.

Goes with the next release. Looked up when asked, not imported: ``uploads`` lies below ``drafts``.
"""

from importlib import import_module


def __getattr__(name: str) -> object:
    if name == "scan_attachment":
        return import_module("applications.drafts.scan_task").scan_attachment
    raise AttributeError(name)
