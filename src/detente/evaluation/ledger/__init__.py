"""The ledger: forecasts written down before their day, decided by data, and scored."""
