"""Editions: a paper edited with its figures bound, kept in a bundle, verified, and compared."""
