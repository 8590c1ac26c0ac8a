"""The reflections: how each is written down, checked and scored."""
