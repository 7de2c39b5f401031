"""The store: tables with their provenance in the Parquet footer, on disk and in the starter."""
