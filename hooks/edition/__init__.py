"""A clinic's edition: its settings and colors, and what was signed."""
