"""The built folder: what it may hold, and what is done to it before it is published."""
