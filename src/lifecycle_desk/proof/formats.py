"""The keys by which others verify papers, and the page that does so, as files."""

from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.proof.interchange import keys, verifier

WRITERS: tuple[Writer, ...] = (keys.WRITER, verifier.WRITER)
