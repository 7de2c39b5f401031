"""Exhibits: the pictures of a paper, each with its message and its sources."""
