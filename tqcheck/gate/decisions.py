"""What a reviewer decided about findings, as the HTML page exports it and the terminal review keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from tqcheck.config.faults import ConfigError, Fault
from tqcheck.config.schema import validate_as
from tqcheck.config.settings import CODE, FINGERPRINT
from tqcheck.config.toml_source import TomlTable
from tqcheck.errors import InputError
from tqcheck.files import read_own
from tqcheck.gate.suppressions import NewEntry

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMA = "tqcheck.decisions/1"
_KEYS = (("schema", "post", "decisions"), ("fingerprint", "decision", "code", "reason", "until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`accepted`: the finding is a fault to be fixed. `dismissed`: it is none, for a reason, until a day."""

    fingerprint: str
    decision: Literal["accepted", "dismissed"]
    code: str | None = None
    reason: str = ""
    until: date | None = None


def load_decisions(file: Path) -> tuple[Decision, ...]:
    """The decisions of a file. Raises InputError where it cannot be read, ConfigError with every fault in it."""
    try:
        values = json.loads(read_own(file))
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: is not JSON: give a file that the HTML report has exported") from error
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        raise InputError(f"{file}: holds no decisions: give a file that the HTML report has exported")
    table = TomlTable(path=file, values=values)
    parsed, faults = validate_as(_model(), table, lambda key: _KEYS[len(key) > 1])
    decisions = tuple(Decision(**d.model_dump()) for d in (parsed.decisions if parsed else ()))  # type: ignore[attr-defined]
    faults += [
        Fault(str(file), None, f"decisions.{n}: a dismissal needs a reason")
        for n, d in enumerate(decisions)
        if d.decision == "dismissed" and not d.reason.strip()
    ]
    if faults:
        raise ConfigError(faults)
    return decisions


def _model() -> type[BaseModel]:
    from pydantic import ConfigDict, Field, create_model

    strict = ConfigDict(extra="forbid")
    fields: dict[str, Any] = {
        "fingerprint": (Annotated[str, Field(pattern=FINGERPRINT)], ...),
        "decision": (Literal["accepted", "dismissed"], ...),
        "code": (Annotated[str, Field(pattern=CODE)] | None, None),
        "reason": (str, ""),
        "until": (date | None, None),
    }
    one: Any = create_model("Decision", __config__=strict, **fields)
    whole: dict[str, Any] = {
        "schema_": (str, Field(alias="schema")),
        "post": (str, ""),
        "decisions": (list[one], ...),
    }
    model: type[BaseModel] = create_model("Decisions", __config__=strict, **whole)
    return model


def dump_decisions(post: str, decisions: Sequence[Decision]) -> str:
    """The file's text, which `load_decisions` reads back."""
    items = [
        {
            "fingerprint": d.fingerprint, "decision": d.decision, **({"code": d.code} if d.code else {}),
            **({"reason": d.reason} if d.reason else {}), **({"until": str(d.until)} if d.until else {}),
        }
        for d in decisions
    ]  # fmt: skip
    return json.dumps({"schema": SCHEMA, "post": post, "decisions": items}, ensure_ascii=False, indent=1) + "\n"


def entries_of(file: Path, decisions: Sequence[Decision], *, until: date | None, today: date) -> list[NewEntry]:
    """An entry for each dismissal; `until` stands in where one has no last day. Raises ConfigError with every fault."""
    entries, faults = {}, []
    for n, decision in enumerate(decisions):
        if decision.decision != "dismissed":
            continue
        last = decision.until or until
        if last is None:
            faults.append(Fault(str(file), None, f"decisions.{n}: has no last day: add --until DATE"))
        elif last < today:
            faults.append(Fault(str(file), None, f"decisions.{n}: {last} is over already: decide anew"))
        else:
            new = NewEntry(reason=decision.reason, until=last, fingerprint=decision.fingerprint)
            entries[decision.fingerprint] = new
    if faults:
        raise ConfigError(faults)
    return list(entries.values())
