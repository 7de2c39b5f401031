"""A paper as Markdown: how it is written, and how an edited one is read."""
