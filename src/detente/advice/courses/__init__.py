"""Courses of action, one a file: a condition on the argument, and the option that follows."""
