"""One file on disk, read with true lines and columns. Nothing here knows the guide."""
