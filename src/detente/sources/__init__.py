"""Sources: public data sets, each a declaration (`.toml`) beside a parser (`.py`), all on one shelf."""
