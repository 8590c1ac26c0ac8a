"""The data files: a module for each, with its model, its checks and the words it shows."""
