"""Rules: what may be said of a relation, one rule a file, each with its condition and reason."""
