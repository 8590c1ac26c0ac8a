"""The search's index as its tests read it."""

import json

from markdown.extensions.toc import slugify


def rows(columns):
    """The rows of a table that is written by columns."""
    return [list(row) for row in zip(*(column.split("\n") for column in columns), strict=True)]


def read_index(text):
    """An index with its tables as rows, every anchor written out."""
    index = json.loads(text)
    index["pages"] = rows(index["pages"])
    index["sections"] = [
        [int(page), anchor or slugify(heading, "-"), heading, words]
        for page, anchor, heading, words in rows(index["sections"])
    ]
    return index


def read_answers(text):
    """The answers: for each page a sentence, for each section its first ones."""
    answers = json.loads(text)
    return answers["pages"].split("\n"), [
        section.split("\t") for section in answers["sections"].split("\n")
    ]
