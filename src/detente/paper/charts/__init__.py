"""Charts: one message a picture, as Vega-Lite specifications with their data inside."""
