"""Counting figures behind the window: once for a store of before, as long work that may be stopped and goes on."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.figures.usecases.keeping import count_figures, is_counted

COUNT = N_("Count figures")


def count_behind(app: AppContext) -> None:
    """Count what was not counted yet; once at a time, and not in a store that cannot be written."""
    if not app.user.store.protected and not any(each.name == COUNT for each in app.long.open):
        app.run_long(count_figures(app.user), lambda _: None, name=COUNT)


def count_where_missing(app: AppContext) -> None:
    """Look whether anything has yet to be counted, and count it."""
    store = app.user.store
    app.run_query(lambda: is_counted(store), lambda counted: None if counted else count_behind(app))
