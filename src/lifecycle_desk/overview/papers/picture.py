"""The photo of a car on a paper: drawn anew, so that it tells nothing but what is to be seen."""

from contextlib import suppress


def cleaned(picture: bytes | None) -> bytes | None:
    """A photo as it may be printed; None for one that cannot be read: a paper is better without it than not at all."""
    if picture is None:
        return None
    from lifecycle_desk.paper.appended import AppendedUnreadable, clean_picture  # most papers go without photos

    with suppress(AppendedUnreadable):
        return clean_picture(picture)
    return None
