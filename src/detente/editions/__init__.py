"""Editions: a paper that one can edit, in which every figure stays bound to its evidence."""
