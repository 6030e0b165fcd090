"""Shops and affiliate networks: one record each, their links written, read and judged."""
