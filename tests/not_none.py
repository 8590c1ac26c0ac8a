"""What a test takes for granted."""

from typing import TypeVar

Thing = TypeVar("Thing")


def not_none(thing: Thing | None) -> Thing:
    """The thing itself; a test fails here when there is none."""
    assert thing is not None
    return thing
