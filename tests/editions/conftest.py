"""Tests that need a program that is installed apart are collected where it is."""

import shutil

collect_ignore = [] if shutil.which("soffice") else ["test_libreoffice.py"]
