"""Parsers: one file for each layout of a source; R objects need none of their own."""
