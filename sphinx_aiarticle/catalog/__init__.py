"""Product catalogues: TOML files → typed products, with the place of every mistake."""
