"""What a part had to cut is told whole in its tooltip."""

from PySide6.QtWidgets import QWidget

from lifecycle_desk.desktop.look.messages import tip
from lifecycle_desk.desktop.look.paint import Brush


class TellsCut:
    """Mixed into a widget that paints itself; `tell_cut` at the end of its painting keeps the tooltip true."""

    tells_cut = True
    _cut_told = ""

    def tell_cut(self, b: Brush) -> None:
        """Show what the brush cut in the tooltip; one that says something else already stays."""
        told = tip("\n".join(dict.fromkeys(b.cut))) if b.cut else ""
        if told != self._cut_told and isinstance(self, QWidget) and self.toolTip() in {"", self._cut_told}:
            self._cut_told = told
            self.setToolTip(told)
