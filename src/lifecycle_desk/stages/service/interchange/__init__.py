"""The workshop as files: what codes mean, what testers read out, claims for makers and what makers answer."""

from lifecycle_desk.commands.offers import Reader, Writer
from lifecycle_desk.stages.service.interchange import (
    claim_answers,
    claim_data,
    claim_request,
    claim_table,
    code_tables,
    diagnostic_data,
)

READERS: tuple[Reader, ...] = (code_tables.READER, diagnostic_data.READER, claim_answers.READER)
WRITERS: tuple[Writer, ...] = (diagnostic_data.WRITER, claim_request.WRITER, claim_data.WRITER, claim_table.WRITER)
