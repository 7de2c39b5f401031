"""Advice: options that rest on lines of the argument, and what is to be watched."""
