"""Synthesis: findings built only from cells, comparisons on every scale, and the starter's recipes."""
