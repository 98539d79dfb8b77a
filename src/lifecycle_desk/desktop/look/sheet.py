"""The small style sheet: edges that Fusion cannot take from a palette; never fonts, or no part could choose one."""

from lifecycle_desk.desktop.look import tokens as t


def sheet(c: t.Colours, scale: float) -> str:
    """The style sheet of a window in some colours, for a size of text; the same whichever way one reads.

    A new sheet makes Qt look at every part anew: half a second where all pages are built.
    """

    def px(length: int, less: int = 0) -> str:
        """A length that grows with the text; less what an edge takes that is a pixel thicker."""
        return f"{round(length * scale) - less}px"

    line, thick = f"0 {px(6)}", f"0 {px(6, 1)}"  # beside the words of a line
    lines, thick_lines = f"{px(3)} {px(4)}", f"{px(3, 1)} {px(4, 1)}"  # round those of several lines
    handle, thumb = t.mix(c.ink3, c.surface, 0.35), t.mix(c.ink3, c.surface, 0.6)
    return f"""
    QLineEdit, QTextEdit {{ background:{c.surface}; border:1px solid {c.field_line};
        border-radius:{t.R_CONTROL}px; color:{c.ink};
        selection-background-color:{c.accent}; selection-color:{c.on_accent};
        placeholder-text-color:{c.ink3}; }}
    QLineEdit {{ padding:{line}; }}
    QTextEdit {{ padding:{lines}; }}
    QLineEdit:hover, QTextEdit:hover {{ border-color:{c.ink3}; }}
    QLineEdit:focus, QTextEdit:focus {{ border:2px solid {c.accent}; }}
    QLineEdit:focus {{ padding:{thick}; }}
    QTextEdit:focus {{ padding:{thick_lines}; }}
    QLineEdit[note="fault"], QTextEdit[note="fault"] {{ border:2px solid {c.danger}; }}
    QLineEdit[note="warning"], QTextEdit[note="warning"] {{ border:2px solid {c.warn}; }}
    QLineEdit[note="fault"], QLineEdit[note="warning"] {{ padding:{thick}; }}
    QTextEdit[note="fault"], QTextEdit[note="warning"] {{ padding:{thick_lines}; }}
    QLineEdit:disabled, QTextEdit:disabled {{ background:{c.sunken}; border-color:{c.line}; color:{c.disabled}; }}
    QLineEdit[readOnly="true"], QTextEdit[readOnly="true"] {{
        background:{c.sunken}; border-color:{c.line}; color:{c.ink2}; }}
    QLineEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus {{ border-color:{c.accent}; }}
    QLineEdit[bare="true"] {{ background:transparent; border:0; padding:0; }}
    QTextEdit[bare="true"], QTextEdit[bare="true"]:hover, QTextEdit[bare="true"]:focus {{
        background:transparent; border:0; padding:0; }}
    QListView, QTableView, QTreeView {{ background:transparent; border:0; outline:0; }}
    QComboBox QListView {{ background:{c.surface}; border:1px solid {c.line}; padding:{px(4)} 0; }}
    QHeaderView, QHeaderView::section, QTableCornerButton::section {{ background:transparent; border:0; }}
    QMenu {{ background:{c.surface}; border:1px solid {c.line}; padding:{px(4)}; }}
    QMenu::item {{ padding:{px(6)} {px(24)} {px(6)} {px(12)}; border-radius:{t.R_CHIP}px; color:{c.ink}; }}
    QMenu::item:selected {{ background:{c.selected}; }}
    QMenu::item:disabled {{ color:{c.disabled}; }}
    QMenu::icon {{ padding:0 {px(8)}; }}
    QMenu::separator {{ height:1px; background:{c.line}; margin:{px(4)} {px(8)}; }}
    QToolTip {{ border:0; padding:{px(3)} {px(6)}; }}
    QScrollBar:vertical {{ background:transparent; width:{t.SCROLL}px; margin:2px; }}
    QScrollBar:horizontal {{ background:transparent; height:{t.SCROLL}px; margin:2px; }}
    QScrollBar::handle {{ background:{handle}; border-radius:3px; min-height:28px; min-width:28px; }}
    QScrollBar::handle:hover {{ background:{thumb}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background:none; border:0; width:0; height:0; }}
    QAbstractScrollArea::corner {{ background:transparent; border:0; }}
    QSplitter::handle {{ background:{c.line}; }}
    """
