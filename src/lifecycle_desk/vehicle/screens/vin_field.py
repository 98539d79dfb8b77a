"""The field of a VIN: read as it is typed, decoded at once, with what was probably meant beside a refusal."""

from typing import override

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, LineField
from lifecycle_desk.vehicle.rules.vin import LENGTH, VinFacts, decode, suggested
from lifecycle_desk.vehicle.screens.event_text import decoded, join


class VinField(LineField):
    """A VIN: `facts` tells what it says; what is odd about it is a warning and may stay."""

    keeps_room = True  # for what it found while somebody types
    understood_vin = Signal(object)  # VinFacts, or None

    def __init__(self, *, original: bool = False) -> None:
        self.facts: VinFacts | None = None
        self._required, self._offered = not original, ""
        label = N_("Original VIN") if original else C_("vehicle", "VIN")
        hint = N_("Only if the vehicle was assembled from a kit") if original else ""
        self.offer = Button("", "link", icon="corner-down-left")
        super().__init__(label, mono=True, hint=hint, longest=40)  # spaces and hyphens may be typed along
        self.line.setProperty("takes_codes", True)  # a scanner may fill it
        self.line.editingFinished.connect(self.validate)
        self.offer.hide()
        self.offer.clicked.connect(self._take)

    @property
    def vin(self) -> str:
        """The VIN in its one written form; empty where none was read."""
        return self.facts.vin if self.facts else ""

    @override
    @Slot(str)
    def _edited(self, text: str) -> None:
        """Decode as soon as all characters are there; before that nothing is said of what is not finished."""
        super()._edited(text)
        if len("".join(text.split()).replace("-", "")) >= LENGTH:
            self.validate()
        else:
            self.facts = None
            self._suggest()

    @override
    def restore(self, saved: object) -> None:
        super().restore(saved)
        if not saved:
            self.clear()  # what it told of the car before

    @Slot()
    @override
    def validate(self) -> bool:
        """Read the VIN, and say under the field what it tells; gives whether there is no fault."""
        before, self.facts = self.facts, None
        if self.text:
            self._understand()
        elif self._required:
            self.fault(N_("Please fill this in."))
        else:
            self.clear()
        self._suggest()
        if self.facts != before:
            self.understood_vin.emit(self.facts)
        return not self.is_faulty

    def _understand(self) -> None:
        try:
            self.facts = decode(self.text)
        except Objection as objection:
            self.object_to(objection)
            return
        if self.facts.notes:
            self.object_to(self.facts.notes[0], warning=True)
        else:
            self.understood(join(self.facts.vin if self.facts.vin != self.text else None, *decoded(self.facts)))

    def _suggest(self) -> None:
        self._offered = suggested(self.text) or ""
        self.offer.setVisible(bool(self._offered))
        if self._offered:
            self.offer.set_message(Message(N_("Use %(vin)s"), vin=self._offered))

    @Slot()
    def _take(self) -> None:
        self.set_text(self._offered)
        self.line.setFocus()
