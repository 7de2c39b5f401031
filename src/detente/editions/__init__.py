"""Editions: a paper kept, verified and compared with its last edition."""
