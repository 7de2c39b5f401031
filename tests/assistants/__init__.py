"""Tests of the answers for assistants."""
