"""``/// a-z``: every page and every question of the guide, in alphabetical order."""

import re

from hooks.blocks.template import TemplateBlock


class AToZ(TemplateBlock):
    """No argument, no content: pages and their headings are read from the guide."""

    NAME = "a-z"
    DATA = ()
    TEMPLATE = "a-z.html"
    READS_PAGES = True

    def values(self):
        """Entries (sort key, words, link) by first letter."""
        entries = []
        for page, source in self.guide.pages.items():
            if source.meta.get("index") == "false" or source.section in (
                "for-clinics",
                "for-editors",
            ):
                continue
            entries.append((source.title, f"/{page}"))
            entries += [
                (heading.text, f"/{page}#{heading.anchor}")
                for heading in source.headings
                if heading.level in (2, 3) and heading.text.endswith("?")
            ]
        letters: dict[str, list[tuple[str, str]]] = {}
        for words, link in sorted(entries, key=lambda entry: _key(entry[0])):
            letters.setdefault(_key(words)[:1].upper(), []).append((words, link))
        return {"letters": letters}


def _key(words: str) -> str:
    words = re.sub(r"^(the|a|an) ", "", words.lower())
    return re.sub(r"[^a-z0-9 ]", "", words).strip() or "?"
