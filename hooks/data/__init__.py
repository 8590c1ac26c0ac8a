"""The data files: a module for each file of ``docs/data``, with the same name.

A new one is a module that ends in its ``FILE``, and a line here.
"""

from hooks.data import (
    claims,
    dialogues,
    figures,
    forms,
    glossary,
    help_lines,
    offers,
    options,
    search,
    sheets,
    statements,
)
from hooks.data.data_file import DataFile

FILES: tuple[DataFile, ...] = (
    claims.FILE,
    figures.FILE,
    dialogues.FILE,
    help_lines.FILE,
    glossary.FILE,
    statements.FILE,
    search.FILE,
    options.FILE,
    sheets.FILE,
    offers.FILE,
    forms.FILE,
)
"""The files that the guide reads, in the order in which they are checked."""
