"""Product boxes, lists and cross references, and the catalogue behind them."""
