"""The databases' own guards: triggers that refuse to change or remove what the audit holds.

They stop the application and a careless hand. Who may drop triggers is stopped by the chain of hashes, not here.
"""

from __future__ import annotations

from typing import Any

EVENTS, HEAD = "audit_auditevent", "audit_audithead"

SQLITE = {
    "audit_event_update": "BEFORE UPDATE ON audit_auditevent BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "audit_event_delete": "BEFORE DELETE ON audit_auditevent BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "audit_event_insert": (
        "BEFORE INSERT ON audit_auditevent "
        "WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit_auditevent) "
        "BEGIN SELECT RAISE(ABORT, 'audit is append-only: rows are added at the end'); END"
    ),
    "audit_head_update": (
        "BEFORE UPDATE ON audit_audithead WHEN NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1 "
        "BEGIN SELECT RAISE(ABORT, 'audit is append-only: the head moves one row at a time'); END"
    ),
    "audit_head_delete": "BEFORE DELETE ON audit_audithead BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
}

FUNCTIONS = """
CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;
CREATE OR REPLACE FUNCTION audit_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM audit_auditevent) THEN
    RAISE EXCEPTION 'audit is append-only: rows are added at the end';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION audit_head_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.sequence <> OLD.sequence + 1 THEN
    RAISE EXCEPTION 'audit is append-only: the head moves one row at a time';
  END IF;
  RETURN NEW;
END $$;
"""
POSTGRESQL = {
    "audit_event_update": "BEFORE UPDATE OR DELETE ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "audit_event_truncate": "BEFORE TRUNCATE ON audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
    "audit_event_insert": "BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_at_the_end()",
    "audit_head_update": "BEFORE UPDATE ON audit_audithead FOR EACH ROW EXECUTE FUNCTION audit_head_moves()",
    "audit_head_delete": "BEFORE DELETE ON audit_audithead FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
    "audit_head_truncate": "BEFORE TRUNCATE ON audit_audithead FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
}
PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def setting(vendor: str) -> list[str]:
    """The statements that set the guards."""
    made = [f"CREATE TRIGGER {name} {body}" for name, body in _of(vendor).items()]
    return [FUNCTIONS, *made] if vendor == "postgresql" else made


def lifting(vendor: str) -> list[str]:
    """The statements that take the guards away: for migrations that rebuild the tables."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name} ON {_table(name)}" for name in POSTGRESQL]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE]


def missing(connection: Any) -> list[str]:
    """The guards that should stand in a database and do not."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return sorted(set(_of(connection.vendor)) - present)


def _of(vendor: str) -> dict[str, str]:
    return POSTGRESQL if vendor == "postgresql" else SQLITE


def _table(trigger: str) -> str:
    return EVENTS if trigger.startswith("audit_event") else HEAD
