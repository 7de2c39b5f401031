"""Tests of the workbench and its API."""
