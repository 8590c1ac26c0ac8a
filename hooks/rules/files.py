"""Nothing is published that no rule reads, and nothing is kept under a name that nobody reads."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from hooks.data import FILES
from hooks.edition.settings import EXAMPLE, FILE, Settings
from hooks.finding import Finding
from hooks.guide import Guide
from hooks.rules.rule import ERROR, Rule
from hooks.text.text_file import read_text

RULE = Rule({"files": ERROR}, suppressible=False)


DATA = sorted(
    {Path(file.path).name for file in FILES}
    | {
        "clinic.schema.json",
        "dialogues.schema.json",
        "reflect.en.yml",
        "reflect.schema.json",
        "references.json",
        "release.json",
        "topics.yml",
    }
)
"""The files of docs/data."""

FOLDERS = ("rules", "wording")
"""Its folders, in which a file of YAML may have any name."""

PICTURES = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml"),
}
"""What a picture may be, and how such a file begins."""

CODE = (".css", ".js")
HEAVIEST = 300_000
"""How many bytes a picture may have: on a weak connection it takes some seconds."""

UNPUBLISHED = re.compile(
    r"\.(?:DS_Store|git(?:keep|ignore|attributes)|nojekyll|directory|#.*|_.*|.*\.sw[a-p])$"
)
"""What programs leave behind and the site generator passes over."""

LEFT_BEHIND = re.compile(
    r"(?:thumbs\.db|desktop\.ini|icon\r|.*(?:~|\.(?:bak|orig|rej|tmp|swp|part|crdownload|lnk|url|log)))$",
    re.I,
)

KINDS = (
    (
        r"md|markdown|mdown|mkd|mkdn|mdwn|mdx|mdtext|rmd",
        'Rename it, so that its name ends in ".md" in small letters.',
    ),
    (
        r"html?|xhtml|shtml|mht|mhtml|php|txt|text|rtf|docx?|odt|pages|rst|adoc|org|tex|epub|eml|msg|wpd",
        'Put its words into a page whose name ends in ".md".',
    ),
    (
        r"pdf|pptx?|odp|key|ps",
        (
            "Put its words on a page. Sheets to print are made from the pages: python -m hooks "
            "handouts."
        ),
    ),
    (
        r"hei[cf]s?|tiff?|bmp|raw|dng|cr2|nef|psd|ai|eps|gif|avif|ico|jfif|jxl|xcf|svgz",
        "Save the picture as .jpg, .png or .webp, 300 kB at most, in docs/assets.",
    ),
    (
        r"mp[34]|m4[av]|mov|avi|webm|ogg|ogv|wav|flac|aac|mkv|wmv|srt|vtt",
        "Say it in words on a page, or link to the place where it can be seen.",
    ),
    (r"xlsx?|ods|csv|tsv|numbers", "Write it as a table on a page."),
    (
        r"ya?ml|json|toml|ini|xml|cfg",
        "Nobody reads data there. Put it into the file of docs/data that it belongs to.",
    ),
    (
        r"zip|gz|tar|tgz|rar|7z|dmg|exe|apk|bin",
        "Take it out, and add the files in it that are pages or pictures.",
    ),
    (r"woff2?|ttf|otf|eot", "Take it out; pages use the letters that a visitor's device has."),
    (
        r"css|js|mjs|ts|py|sh|map|wasm",
        "Take it out; styles and scripts of the guide stand in docs/assets.",
    ),
    (r"jpe?g|png|webp|svg", "Move it to docs/assets."),
)
"""For each kind of file, by its ending, what to do with it when it may not stay."""

OTHERWISE = 'Take it out. Pages end in ".md", pictures stand in docs/assets.'
CLINIC_NAME = re.compile(r"(?:copy[ _-]*of[ _-]*)?(?:my[ _-]?)?clinic(?![a-z])", re.I)
SETTINGS = re.compile(r"^\s*INHERIT\s*:", re.M)
LARGEST_SETTINGS = 100_000


def check_guide(guide: Guide) -> Iterator[Finding]:
    """Files in docs and overrides that would go online unread, or that nobody reads."""
    yield from _in_docs(guide)
    yield from _in_overrides(guide)
    yield from _of_clinic(guide)


def _finding(path, message, fix):
    return Finding(path, 1, 1, "files", message, fix)


def _walk(folder: Path, root: Path):
    """Every file below a folder and every link in it, with its path from the root; links are not
    followed."""
    for where, folders, files in os.walk(folder):
        for name in sorted((*files, *(n for n in folders if Path(where, n).is_symlink()))):
            file = Path(where, name)
            yield file, file.relative_to(root).as_posix()
        folders.sort()


def _in_docs(guide: Guide) -> Iterator[Finding]:
    for file, path in _walk(guide.docs, guide.root):
        parts = path.split("/")[1:]
        if file.is_symlink():
            yield _finding(
                path,
                "This is a link to another place, and what stands there is published unread.",
                "Put the file itself here, or take the link out.",
            )
        elif UNPUBLISHED.match(parts[-1]):
            continue
        elif any(part.startswith(".") for part in parts):
            yield _finding(
                path,
                "What has a name that starts with a point is not published.",
                "Give it another name, or take it out.",
            )
        elif LEFT_BEHIND.match(parts[-1]):
            yield _finding(path, "A program has left this file behind.", "Delete it.")
        elif parts[0] == "data" and len(parts) > 1:
            yield from _in_data(guide, parts, path)
        elif parts[0] == "templates" and len(parts) > 1:
            yield _finding(
                path,
                'What stands in a folder "templates" is not published.',
                "Give the folder another name.",
            )
        else:
            yield from _by_ending(file, parts, path)


def _by_ending(file: Path, parts: list[str], path: str) -> Iterator[Finding]:
    """What is wrong with a file that would be published, by what it is called."""
    name, ending = parts[-1], file.suffix
    if ending == ".md":
        if file.stem.lower() == "readme":
            yield _finding(
                path,
                "A page of this name would stand in the place of its folder's first page.",
                'Name it "index.md", or otherwise.',
            )
    elif parts[0] == "reflect" and len(parts) == 2 and ending == ".yml":
        return  # what a reflection has to be is told where it is read
    elif parts[0] == "assets" and ending in PICTURES:
        yield from _picture(file, path)
    elif parts[0] == "assets" and ending in CODE:
        return
    elif not CLINIC_NAME.match(name) and not _is_settings(file):
        yield _finding(
            path, "This file would be published, or lie here, and no rule reads it.", _fix(name)
        )


def _in_data(guide, parts, path):
    name = "/".join(parts[1:])
    if name in DATA or parts[1] in FOLDERS and len(parts) == 3 and name.endswith(".yml"):
        return
    close = difflib.get_close_matches(name.lower(), DATA, n=1, cutoff=0.6)
    yield _finding(
        path,
        "Nobody reads a data file of this name.",
        f'Put what is new in it into "{close[0]}", and delete it.' if close else "Take it out.",
    )


def _picture(file, path):
    with file.open("rb") as opened:
        start = opened.read(400)
    kind = PICTURES[file.suffix]
    holds = (
        any(sign in start.lstrip(b"\xef\xbb\xbf \r\n\t") for sign in kind)
        if file.suffix == ".svg"
        else start.startswith(kind)
    )
    size = file.stat().st_size
    if not holds:
        yield _finding(
            path,
            f'This is no picture of the kind "{file.suffix}", whatever its name says.',
            "Open it in a program for pictures and save it as .jpg, .png or .webp.",
        )
    elif size > HEAVIEST:
        yield _finding(
            path,
            f"This picture has {size // 1000} kB, which takes long on a phone.",
            f"Save it smaller, {HEAVIEST // 1000} kB at most; 1200 points of width are enough.",
        )


def _fix(name: str) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((fix for kinds, fix in KINDS if re.fullmatch(kinds, ending)), OTHERWISE)


def _in_overrides(guide: Guide) -> Iterator[Finding]:
    """The generator publishes what stands beside the templates and is none."""
    for file, path in _walk(guide.root / "overrides", guide.root):
        if file.is_symlink() or not (
            file.suffix == ".html" or UNPUBLISHED.match(file.name) or "__pycache__" in path
        ):
            yield _finding(
                path,
                "What stands beside the templates would be published, and no rule reads it.",
                _fix(file.name) if file.suffix != ".html" else "Take it out.",
            )


def _of_clinic(guide: Guide) -> Iterator[Finding]:
    """A clinic's settings under a name that nobody reads, or in the example."""
    root = guide.root
    beside = [file for file in sorted(root.iterdir()) if file.is_file()] if root.is_dir() else []
    below = [file for file, _ in _walk(guide.docs, root) if not file.is_symlink()]
    for file in (*beside, *below):
        path = file.relative_to(root).as_posix()
        if path in (FILE, EXAMPLE) or file.suffix == ".md" or path.startswith("docs/data/"):
            continue
        near = (
            CLINIC_NAME.match(file.name)
            or difflib.SequenceMatcher(None, file.name.lower(), FILE).ratio() > 0.85
        )
        if near or _is_settings(file):
            yield _finding(
                path,
                "This looks like a clinic's settings, and nobody reads it under this name.",
                f'Name it "{FILE}" and put it beside mkdocs.yml; if that file is there already, '
                "put what is new into it and delete this one.",
            )
    text, fault = read_text(root / EXAMPLE, EXAMPLE)
    if not fault and _settings(text) != AS_SHIPPED:
        yield _finding(
            EXAMPLE,
            "This example was changed, and nobody reads it.",
            f'Save it as "{FILE}", and put the example back as it was.',
        )


AS_SHIPPED = {"INHERIT": "mkdocs.yml", "extra": {"clinic": {"region": "us"}}}
"""What the example sets when no # was taken away."""


def _settings(text: str):
    try:
        return yaml.load(text, Loader=Settings)
    except (yaml.YAMLError, ValueError):
        return None


def _is_settings(file: Path) -> bool:
    if file.suffix.lower() not in ("", ".yml", ".yaml", ".txt", ".bak", ".old", ".json", ".doc"):
        return False
    try:
        if file.stat().st_size > LARGEST_SETTINGS:
            return False
        return bool(SETTINGS.search(file.read_text("utf-8", errors="replace")))
    except OSError:
        return False
