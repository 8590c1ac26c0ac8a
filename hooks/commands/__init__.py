"""The commands of ``python -m hooks``, and what they need of the machine."""
