"""What of the workshop comes and goes as files: what codes mean, and what testers read out."""

from lifecycle_desk.counter.offers import Reader, Writer
from lifecycle_desk.stages.service.interchange import code_tables, diagnostic_data

READERS: tuple[Reader, ...] = (code_tables.READER, diagnostic_data.READER)
WRITERS: tuple[Writer, ...] = (diagnostic_data.WRITER,)
