"""Tests that need a program that is installed apart are collected where it is."""

from tests.editions.libreoffice import PROGRAM

collect_ignore = [] if PROGRAM else ["test_libreoffice.py"]
