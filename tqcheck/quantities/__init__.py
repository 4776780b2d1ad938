"""Typed quantities of an English or Arabic text, by value: numbers in digits and words, money, units, dates, times."""

from __future__ import annotations

from tqcheck.quantities.reader import extract

__all__ = ["extract"]
