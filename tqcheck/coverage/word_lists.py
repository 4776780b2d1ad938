"""Words of the coverage checks: what an editor does not mark by itself, and what changes the facts."""

from __future__ import annotations

from tqcheck.lang import in_every_language

FUNCTION = in_every_language("function")
FURNITURE = in_every_language("furniture")
"""Furniture of reported speech and of narration, which professional translation drops, adds and moves freely."""
NEGATION = in_every_language("denial")
NUMBER = in_every_language("number")
