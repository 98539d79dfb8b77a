"""A signature on the screen as a part of a form."""

from lifecycle_desk.base.strokes import Strokes
from lifecycle_desk.desktop.look.parts import SignaturePad
from lifecycle_desk.vehicle.screens.fields import strokes_of


class SignedPad(SignaturePad):
    """The signature as a request takes it; a draft stores none."""

    @property
    def value(self) -> Strokes:
        """The strokes in whole pixels."""
        return strokes_of(self)

    def validate(self) -> bool:
        """Nothing is wrong with a signature, nor with none: paper may carry it."""
        return True

    def draft_value(self) -> None:
        """Nothing: whoever signs does it once."""

    def restore(self, _: object) -> None:
        """Begin with an empty sheet."""
        self.sheet.clear()
