"""Language runs, sentences, words, normalisation with offset maps, quantities and names. Knows no models."""
