"""Connections to a server on another computer prove whom they reach: real certificates, a real server."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from own_server import watched
from run_folder import run_folder
from sqlalchemy.exc import DBAPIError, OperationalError

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.engine import connect_server
from lifecycle_desk.store.refusals import ConnectionNotVerified

HOST, NOW = "db.dealer.example", datetime.now(UTC)
type Made = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def certificate(name: str, by: Made | None = None, *, days: int = 30) -> Made:
    """A certificate for a host, by an authority or, without one, an authority itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signs = (by[0].subject, by[1]) if by else (subject, key)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=60))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signs, hashes.SHA256())
    )
    return made, key


class Server:
    """A server that listens on this computer's own address and shows one of several certificates."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.data, self.roots = programs, folder / "server", folder / "roots.pem"
        self.user = {"user": "postgres"} if os.geteuid() == 0 else {}  # PostgreSQL does not run as root
        if self.user:
            shutil.chown(folder, "postgres")
        folder.chmod(0o755)
        self._run("initdb", "-A", "trust", "-U", "postgres", "-N")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        ours, strange = certificate("An authority"), certificate("Another one")
        self.kinds = {
            "good": certificate(HOST, ours),
            "wrong name": certificate("other.example", ours),
            "unknown authority": certificate(HOST, strange),
            "expired": certificate(HOST, ours, days=-1),
        }
        self.roots.write_bytes(ours[0].public_bytes(serialization.Encoding.PEM))

    def show(self, kind: str) -> None:
        """Begin anew with one of the certificates, or without any."""
        if kind in self.kinds:
            shown, key = self.kinds[kind]
            form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            for name, content in (
                ("server.crt", shown.public_bytes(serialization.Encoding.PEM)),
                ("server.key", key.private_bytes(*form)),
            ):
                (self.data / name).write_bytes(content)
                (self.data / name).chmod(0o600)
                shutil.chown(self.data / name, self.data.owner())
        options = f"-h 127.0.0.1 -p {self.port} -k {self.data} -c ssl={'on' if kind in self.kinds else 'off'}"
        self._run("pg_ctl", "-w", "-m", "immediate", "-l", str(self.data / "log"), "-o", options, "restart")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, "-D", self.data, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            timeout=60,
            check=False,
            **self.user,
        )
        assert done.returncode == 0, program

    def reached(self, host: str, says: str) -> bool | type[Exception]:
        """Whether a connection is protected, or what refused it."""
        try:
            address = ServerAddress.read(f"postgresql://postgres@{host}:{self.port}/postgres?{says}")
            engine = connect_server(address)
            with engine.connect() as connection:
                asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
                protected = connection.exec_driver_sql(asked).scalar_one()
        except (DBAPIError, ConnectionNotVerified) as error:
            return OperationalError if isinstance(error, OperationalError) else type(error)
        engine.dispose()
        return bool(protected)


def programs() -> Path | None:
    """The programs of the newest server of this computer that can speak TLS; that of the other tests cannot."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    return found[-1] if found else None


@pytest.fixture(scope="module")
def listening() -> Iterator[Server]:
    there = programs()
    if there is None:
        pytest.skip("no PostgreSQL with TLS on this computer: apt-get install postgresql")
    folder = Path(mkdtemp(prefix="lifecycle-desk-", dir=run_folder()))
    with watched(folder):
        yield Server(there, folder)


CELLS = [  # what the server shows; then how it is reached here, as another computer, and where nothing is asked of it
    ("good", True, True, True),
    ("wrong name", True, OperationalError, True),
    ("unknown authority", True, OperationalError, True),
    ("expired", True, OperationalError, True),
    ("no TLS", False, OperationalError, False),
]


def test_another_computer_is_reached_by_its_own_good_certificate_alone(listening, monkeypatch):
    """Another computer is a name that is no loopback, though the packets go to this one."""
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    roots, there = f"sslrootcert={listening.roots}", "hostaddr=127.0.0.1"
    found = []
    for kind, *_ in CELLS:
        listening.show(kind)
        here = listening.reached("127.0.0.1", "connect_timeout=10")
        elsewhere = listening.reached(HOST, f"{there}&{roots}")
        found.append((kind, here, elsewhere, listening.reached(HOST, f"{there}&insecure=yes")))
        for weaker in ("verify-ca", "require", "prefer", "allow", "disable"):
            assert listening.reached(HOST, f"{there}&{roots}&sslmode={weaker}") is ConnectionNotVerified
        if kind == "good":  # the roots that the computer itself trusts
            assert listening.reached(HOST, there) is OperationalError
            monkeypatch.setenv("SSL_CERT_FILE", str(listening.roots))
            assert listening.reached(HOST, there) is True
            monkeypatch.delenv("SSL_CERT_FILE")
    assert found == CELLS
