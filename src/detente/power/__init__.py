"""Power: capabilities, shares, forecasts, of states and of blocs, on every yardstick held."""
