"""The field of a VIN: read as it is typed, decoded at once, with what was probably meant beside a refusal."""

from typing import override

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.look.parts import Button, ReadField
from lifecycle_desk.desktop.look.words import Words
from lifecycle_desk.vehicle.rules.vin import LENGTH, VinFacts, canonical, decode, suggested
from lifecycle_desk.vehicle.screens.telling import decoded, strung


class VinField(ReadField):
    """A VIN: `facts` tells what it says; what is odd about it is a warning and may stay."""

    understood_vin = Signal(object)  # VinFacts, or None

    def __init__(self, *, original: bool = False) -> None:
        self.facts: VinFacts | None = None
        label = N_("Original VIN") if original else C_("vehicle", "VIN")
        hint = N_("Only where the car was assembled from a kit") if original else ""
        self.offer = Button("", "link", icon="corner-down-left")
        super().__init__(label, self._read, required=not original, hint=hint)
        self.line.setMaxLength(40)  # spaces and hyphens may be typed along
        self.line.setProperty("takes_codes", True)  # a scanner may fill it
        self.offer.hide()
        self.offer.clicked.connect(self._take)
        self.edited.connect(self._live)
        self._offered = ""

    def _read(self, text: str) -> tuple[object, str]:
        self.facts = decode(text)
        return self.facts.vin, strung(self.facts.vin if self.facts.vin != text else None, decoded(self.facts))

    @property
    def vin(self) -> str:
        """The VIN in its one written form; empty where none was read."""
        return str(self.value or "")

    @Slot(str)
    def _live(self, text: str) -> None:
        """Decode as soon as all characters are there; before that nothing is said of what is not finished."""
        try:
            canonical(text)
        except Objection:
            self._suggest(text)
            if len(text.replace(" ", "").replace("-", "")) >= LENGTH:
                self.look()
        else:
            self.look()

    @override
    def look(self) -> bool:
        self.facts = None
        sound = super().look()
        if self.facts and self.facts.notes:
            self.object_to(self.facts.notes[0], warning=True)
        self._suggest(self.text)
        self.understood_vin.emit(self.facts)
        return sound

    def _suggest(self, text: str) -> None:
        self._offered = suggested(text) or ""
        self.offer.setVisible(bool(self._offered))
        if self._offered:
            self.offer.say(Words(N_("Use %(vin)s"), vin=self._offered))

    @Slot()
    def _take(self) -> None:
        self.set_text(self._offered)
        self.line.setFocus()
