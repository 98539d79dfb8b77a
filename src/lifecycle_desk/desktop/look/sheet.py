"""The small style sheet: edges that Fusion cannot take from a palette; never fonts, or no part could choose one."""

from lifecycle_desk.desktop.look import tokens as t


def sheet(c: t.Colours) -> str:
    """The style sheet of a window in some colours; the same whichever way the language is written.

    A new sheet makes Qt look at every part anew: half a second where all pages are built.
    """
    handle, thumb = t.mix(c.ink3, c.surface, 0.35), t.mix(c.ink3, c.surface, 0.6)
    return f"""
    QLineEdit, QTextEdit {{ background:{c.surface}; border:1px solid {c.field_line};
        border-radius:{t.R_CONTROL}px; color:{c.ink};
        selection-background-color:{c.accent}; selection-color:{c.on_accent};
        placeholder-text-color:{c.ink3}; }}
    QLineEdit {{ padding:0 6px; }}
    QTextEdit {{ padding:3px 4px; }}
    QLineEdit:hover, QTextEdit:hover {{ border-color:{c.ink3}; }}
    QLineEdit:focus, QTextEdit:focus {{ border:2px solid {c.accent}; }}
    QLineEdit:focus {{ padding:0 5px; }}
    QTextEdit:focus {{ padding:2px 3px; }}
    QLineEdit[note="fault"], QTextEdit[note="fault"] {{ border:2px solid {c.danger}; }}
    QLineEdit[note="warning"], QTextEdit[note="warning"] {{ border:2px solid {c.warn}; }}
    QLineEdit[note="fault"], QLineEdit[note="warning"] {{ padding:0 5px; }}
    QTextEdit[note="fault"], QTextEdit[note="warning"] {{ padding:2px 3px; }}
    QLineEdit:disabled, QTextEdit:disabled {{ background:{c.sunken}; border-color:{c.line}; color:{c.disabled}; }}
    QLineEdit[readOnly="true"], QTextEdit[readOnly="true"] {{
        background:{c.sunken}; border-color:{c.line}; color:{c.ink2}; }}
    QLineEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus {{ border-color:{c.accent}; }}
    QLineEdit[bare="true"] {{ background:transparent; border:0; padding:0; }}
    QTextEdit[bare="true"], QTextEdit[bare="true"]:hover, QTextEdit[bare="true"]:focus {{
        background:transparent; border:0; padding:0; }}
    QListView, QTableView, QTreeView {{ background:transparent; border:0; outline:0; }}
    QComboBox QListView {{ background:{c.surface}; border:1px solid {c.line}; padding:4px 0; }}
    QHeaderView, QHeaderView::section, QTableCornerButton::section {{ background:transparent; border:0; }}
    QMenu {{ background:{c.surface}; border:1px solid {c.line}; padding:4px; }}
    QMenu::item {{ padding:6px 24px 6px 12px; border-radius:{t.R_CHIP}px; color:{c.ink}; }}
    QMenu::item:selected {{ background:{c.selected}; }}
    QMenu::item:disabled {{ color:{c.disabled}; }}
    QMenu::icon {{ padding:0 8px; }}
    QMenu::separator {{ height:1px; background:{c.line}; margin:4px 8px; }}
    QToolTip {{ border:0; padding:3px 6px; }}
    QScrollBar:vertical {{ background:transparent; width:{t.SCROLL}px; margin:2px; }}
    QScrollBar:horizontal {{ background:transparent; height:{t.SCROLL}px; margin:2px; }}
    QScrollBar::handle {{ background:{handle}; border-radius:3px; min-height:28px; min-width:28px; }}
    QScrollBar::handle:hover {{ background:{thumb}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background:none; border:0; width:0; height:0; }}
    QAbstractScrollArea::corner {{ background:transparent; border:0; }}
    QSplitter::handle {{ background:{c.line}; }}
    """
