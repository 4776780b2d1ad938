"""Errors that reach the user. Each message is one line that says what, where and what to do."""

from __future__ import annotations


class TqcheckError(Exception):
    """Base of every error that tqcheck raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code = 2


class InputError(TqcheckError):
    """The text given cannot be checked: missing, empty, binary, one language only, a malformed row."""


class UsageError(TqcheckError):
    """The call is wrong: an unknown name, a value out of range, options that contradict each other."""


class ModelError(TqcheckError):
    """A model cannot be had or cannot be trusted: absent, unreachable, unloadable, or it speaks nonsense."""


class ModelUnavailableError(ModelError):
    """A model is neither on this machine nor to be fetched now; something else may stand in for it."""


class IncompleteError(TqcheckError):
    """Something that was asked for could not be checked."""

    exit_code = 3


class PluginError(IncompleteError):
    """Code that is not ours failed, or gave back what cannot be believed."""


class InternalError(IncompleteError):
    """A defect of tqcheck or of a library that it uses."""


def told(error: BaseException) -> str:
    """An exception that is not ours, as one line."""
    says = " ".join(str(error).split())
    return f"{type(error).__name__}: {says[:300]}" if says else type(error).__name__
