"""The workshop as files: codes and what testers read out, claims and what makers answer, parts and their delivery."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.stages.service.catalogue.interchange import lists, writing
from lifecycle_desk.stages.service.claims.interchange import answers, data, request, table
from lifecycle_desk.stages.service.diagnosis.interchange import code_tables, diagnostic_data
from lifecycle_desk.stages.service.purchasing.interchange import delivery_notes, price_lists

READERS: tuple[Reader, ...] = (
    code_tables.READER,
    diagnostic_data.READER,
    answers.READER,
    delivery_notes.READER,
    price_lists.READER,
    *lists.READERS,
)
WRITERS: tuple[Writer, ...] = (diagnostic_data.WRITER, request.WRITER, data.WRITER, table.WRITER, *writing.WRITERS)
