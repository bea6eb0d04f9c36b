"""Kinds of question. Each module of this package that registers one holds one; a new kind is a new module."""

from importlib import import_module
from pkgutil import iter_modules

from applications.questions.base import AnyQuestion, Question, Spec
from applications.questions.registry import KINDS, question_blocks, question_for, question_kind

for _found in iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")

__all__ = ["KINDS", "AnyQuestion", "Question", "Spec", "question_blocks", "question_for", "question_kind"]
