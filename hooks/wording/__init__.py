"""The patterns by which a sentence is found to claim too much."""
