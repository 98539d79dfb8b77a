"""Where lists that come from orders lead: a link in their heads, which begins nothing and so has no key."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import PaletteCommand

TO_WORKSHOP = PaletteCommand(N_("Open workshop"), "tool", lambda app: app.go("service"))
