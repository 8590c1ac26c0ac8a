"""The signs of the guide's Markdown, as patterns."""

from __future__ import annotations

import re

# Each pattern is linear in the length of its line: nothing in it can be matched
# in two ways, and what could run far stops at the next bracket.
SOURCE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
EVIDENCE_MARK = re.compile(r"\[evidence:\s*+([^\[\]]*+)\]")
ADVICE_MARK = re.compile(r"\[practical advice\]")
CALL_MARK = re.compile(r"\[call:\s*+([^\[\]]*+)\]")
DESTINATION = (
    r"""\(\s*+<?+((?:[^()<>\s]++|\([^()\s]*+\))*+)>?+(?:\s++(?:"[^"]*+"|'[^']*+'))?+\s*+\)"""
)
LINK = re.compile(r"(!?)\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\]" + DESTINATION)
HEADING = re.compile(r"(#{1,6})\s*+((?:.*(?:[^\s#]|#(?=\s++#*+$)))?)\s*+#*+$")
UNDERLINE = re.compile(r"(=++|-++) *+$")
# At the beginning of a line and with plain blanks alone, as every engine reads it. The rule on
# blocks refuses the rest.
BLOCK_OPEN = re.compile(r"(/{3,}+) *+([\w-]++) *+(?:\| *+((?:.*[^ ])?))? *+$")
BLOCK_CLOSE = re.compile(r"(/{3,}+) *+$")
FENCE = re.compile(r"(`{3,}+|~{3,}+) *+(?:\{[^}]*+\}|[\w#.+-]*+)\s*+$")
FENCE_END = re.compile(r"(`{3,}+|~{3,}+)\s*+$")
TICKS = re.compile(r"`+")
FRONT_OPEN = re.compile(r"-{3}[ \t]*+$")
FRONT_CLOSE = re.compile(r"(?:-{3}|\.{3})[ \t]*+$")
"""The lines around the front matter as the site generator knows them: it takes only blanks and tabs
for white space."""
DASHES = re.compile(r"\W*?[-\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]{1,3}\W*+$")
"""What a person takes for such a line: dashes of any kind, with anything around them that cannot be
seen."""
