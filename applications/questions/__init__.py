"""Kinds of question. Each module of this package that has a ``question`` holds one; a new kind is a new module."""

from importlib import import_module
from pkgutil import iter_modules

from applications.questions.base import Question, Spec
from applications.questions.registry import KINDS, question_blocks, question_for

for _found in iter_modules(__path__):
    _module = import_module(f"{__name__}.{_found.name}")
    if hasattr(_module, "question"):
        KINDS[_module.question.kind] = _module.question

__all__ = ["KINDS", "Question", "Spec", "question_blocks", "question_for"]
