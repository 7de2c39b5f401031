"""Sections of the paper, one a file; each gives blocks, and says in one line what it lacks."""
