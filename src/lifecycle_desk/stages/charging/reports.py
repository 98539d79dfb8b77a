"""The papers of charging: the battery health certificate, and the charging statement."""

from lifecycle_desk.stages.charging.health.papers.certificate import CERTIFICATE
from lifecycle_desk.stages.charging.sessions.papers.statement import SESSIONS, STATEMENT

REPORTS = (CERTIFICATE, STATEMENT, SESSIONS)
