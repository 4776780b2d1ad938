"""The readers of English quantities."""
