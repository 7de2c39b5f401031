"""Answers for assistants: measured relations as tools of the Model Context Protocol."""
