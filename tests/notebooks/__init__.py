"""Tests of what notebooks show, and of the notebooks among the examples."""
