"""Advice: options that rest on lines of the argument, beside what else could be done, and watches."""
