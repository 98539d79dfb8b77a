"""The house style of every PDF.

    Paper(title=…, language=language, letterhead=Letterhead(…), blocks=[
        Facts(…), Section(…, Table(…)), Totals(…), Signatures(…),
    ]).pdf()

Values are given as they are: a `str` is words, anything else is spoken by the language; `Code`, `Strong`, `Muted` and
`Mark` say how they look. Nothing that people typed is ever markup.
"""

from lifecycle_desk.paper.addressed import Addressed, Window
from lifecycle_desk.paper.blocks import Beside, Facts, NewPage, Note, Paragraphs, QrCode, Section, Space, Tone
from lifecycle_desk.paper.both import InLanguage, SideBySide
from lifecycle_desk.paper.charts import Chart
from lifecycle_desk.paper.contents import Code, Content, Mark, Muted, Outcome, Strong
from lifecycle_desk.paper.letterhead import Letterhead
from lifecycle_desk.paper.page import Paper
from lifecycle_desk.paper.pictures import Picture, Pictures
from lifecycle_desk.paper.seal import Proves, Seal
from lifecycle_desk.paper.signatures import Signature, Signatures
from lifecycle_desk.paper.table import Column, Row, Table, Totals

__all__ = [
    "Addressed",
    "Beside",
    "Chart",
    "Code",
    "Column",
    "Content",
    "Facts",
    "InLanguage",
    "Letterhead",
    "Mark",
    "Muted",
    "NewPage",
    "Note",
    "Outcome",
    "Paper",
    "Paragraphs",
    "Picture",
    "Pictures",
    "Proves",
    "QrCode",
    "Row",
    "Seal",
    "Section",
    "SideBySide",
    "Signature",
    "Signatures",
    "Space",
    "Strong",
    "Table",
    "Tone",
    "Totals",
    "Window",
]
