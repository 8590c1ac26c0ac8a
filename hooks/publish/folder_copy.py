"""A copy of the built site that opens from a folder, without a web server.

A server answers for a folder with the page in it, and a browser does not; so
every link to a folder gets the page's name. A browser also runs no module from
a file, so the guide's modules become plain scripts. The search needs a server;
in the copy its place is taken by the list of all pages, as without JavaScript.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from functools import partial
from pathlib import Path

LINK = re.compile(r"""(<a\s[^>]*?href=")([^"#?:]*)((?:#[^"]*)?")""")
MODULE = re.compile(r'<script type="module" src=')
SEARCH = re.compile(r"\sdata-search=\"[^\"]*\"")
EXPORT = re.compile(r"^export\s+(?=function|const|class|async)", re.M)
IMPORT = re.compile(r"^import\s|\bimport\(", re.M)
CANONICAL = re.compile(r'\s*<link rel="canonical"[^>]*>')


def copy_for_files(site: Path, copy: Path) -> None:
    """Write the copy.

    Args:
        site: the built site.
        copy: the folder of the copy; what was in it goes.
    """
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy)
    for file in copy.rglob("*.html"):
        text = LINK.sub(partial(_to_page, file=file, copy=copy), file.read_text("utf-8"))
        text = SEARCH.sub("", CANONICAL.sub("", text))
        file.write_text(MODULE.sub("<script defer src=", text), "utf-8")
    for file in copy.rglob("*.js"):
        text = file.read_text("utf-8")
        if EXPORT.search(text) and not IMPORT.search(text):
            file.write_text(EXPORT.sub("", text), "utf-8")


def _to_page(link: re.Match, file: Path, copy: Path) -> str:
    start, target, end = link.groups()
    if not target:
        return link.group()
    path = posixpath.normpath(posixpath.join(file.parent.as_posix(), target))
    if Path(path).is_dir() and Path(path).is_relative_to(copy):
        target = posixpath.join(target, "index.html")
    return start + target + end
