"""The register: the site on which papers are published, in editions that stay citable."""
