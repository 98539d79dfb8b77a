"""The workshop as files: claims for makers in the models of Catena-X and as a table, and the makers' answers."""

from lifecycle_desk.counter.offers import Reader, Writer
from lifecycle_desk.stages.service.interchange import claim_answers, claim_data, claim_request, claim_table

READERS: tuple[Reader, ...] = (claim_answers.READER,)
WRITERS: tuple[Writer, ...] = (claim_request.WRITER, claim_data.WRITER, claim_table.WRITER)
