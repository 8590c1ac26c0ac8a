"""How a page of the guide is made and checked.

Everything here is plain Python over text and paths. Only ``mkdocs_events``
knows the site generator, so the rest can be used from pytest, from
``python -m hooks`` and from another engine.
"""
