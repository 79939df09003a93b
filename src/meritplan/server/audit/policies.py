"""Who may read the record."""

from meritplan.server.accounts.policies import Rule

READ_AUDIT = Rule(verb="audit.read", what="read the audit", roles=frozenset({"auditor", "administrator"}))
