"""The workbench: pages and an HTTP API on relations; it draws what other rooms compute."""
