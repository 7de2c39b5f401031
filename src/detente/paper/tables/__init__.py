"""Tables of evidence: what the argument leaves out, for HTML and for ``--evidence``."""
