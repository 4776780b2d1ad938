"""Vectors of texts: the built-in encoder, any sentence-transformers one, and how many threads they may use."""
