"""Evidence: cells, series, figures, sentences, findings, and the methods behind them."""
