"""Kinds of test, one a file: its name, its fields, and what asks the data."""
