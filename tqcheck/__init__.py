"""tqcheck checks the translation of bilingual news."""

__version__ = "0.1.0"
