"""Fluent back-translation, offline: a small language model with adapters that reads the Arabic and its gloss."""
