"""The blocks an editor can put on a page: ``/// name | argument`` ... ``///``.

Each is a class in a file of this folder, and is found by being here.
"""

from importlib import import_module
from pkgutil import iter_modules

from hooks.blocks.base import GuideBlock

BLOCKS: tuple[type[GuideBlock], ...] = tuple(
    sorted(
        {
            value
            for module in iter_modules(__path__)
            for value in vars(import_module(f"{__name__}.{module.name}")).values()
            if isinstance(value, type) and issubclass(value, GuideBlock) and value.NAME
        },
        key=lambda block: block.NAME,
    )
)

BY_NAME: dict[str, type[GuideBlock]] = {block.NAME: block for block in BLOCKS}


def with_trait(trait: str) -> frozenset[str]:
    """The names of the blocks of which an attribute holds, such as ``MAY_BE_UNCITED``."""
    return frozenset(block.NAME for block in BLOCKS if getattr(block, trait))
