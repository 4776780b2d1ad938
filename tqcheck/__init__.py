"""tqcheck checks the translation of bilingual news.

`check` runs the same engine as the command line:

>>> report = tqcheck.check(["post.txt"], config=tqcheck.Config(offline=True))
>>> [finding.message for document in report.documents for finding in document.findings]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqcheck.api import check
    from tqcheck.config import Config
    from tqcheck.errors import InputError, ModelError, TqcheckError, UsageError
    from tqcheck.records import Finding, Report, Severity, Verdict

__version__ = "0.1.0"

__all__ = [
    "Config",
    "Finding",
    "InputError",
    "ModelError",
    "Report",
    "Severity",
    "TqcheckError",
    "UsageError",
    "Verdict",
    "__version__",
    "check",
]

_HOMES = {
    "tqcheck.api": ("check",),
    "tqcheck.config": ("Config",),
    "tqcheck.errors": ("InputError", "ModelError", "TqcheckError", "UsageError"),
    "tqcheck.records": ("Finding", "Report", "Severity", "Verdict"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that `tqcheck --help` loads none of the models' libraries."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'tqcheck' has no attribute '{name}'")
