"""The link to a server: how long either end waits for a silent other, and that what is answered is on its disk."""

from typing import Any

from sqlalchemy import Engine, event

# Of the client: a link that is cut is noticed within half a minute, and the server that does not answer within five
# seconds is away.
CLIENT = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# Of the server: a seat that is cut off in the middle of a save holds the others up no longer than that.
SERVER = {"tcp_keepalives_idle": 10, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}
_DURABLE = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"


def watch(engine: Engine) -> None:
    """Let an engine's connections notice a cut link, and save as durably as a file does."""
    event.listen(engine, "do_connect", _patient)
    event.listen(engine, "connect", _durable)


def _patient(_dialect: object, _record: object, _given: object, named: dict[str, Any]) -> None:
    """What the address itself says of a wait stands."""
    for name, value in CLIENT.items():
        named.setdefault(name, value)
    asked = " ".join(f"-c {name}={value}" for name, value in SERVER.items())
    named["options"] = f"{asked} {named.get('options', '')}".strip()


def _durable(connection: Any, _record: object) -> None:
    connection.execute(_DURABLE)
    connection.commit()
