"""The readers of Arabic quantities."""
