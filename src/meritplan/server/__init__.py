"""The web: one Django project over the same core as the command line.

``configuration`` reads what the operator set, ``settings`` says it to Django, ``starting`` brings both up for a
process. Each folder is one app with, as it needs them, ``models`` (what the database keeps), ``actions`` (one verb
each: permission, validation, change and audit event in one transaction), ``policies`` (who may, and why),
``queries`` (what pages ask), ``views`` and ``urls``:

- ``plans``: the plan being served, always as its folder stands
- ``catalogue``: the public pages of groups, classes, editions, ladders and search
- ``eligibility``: what do I qualify for
- ``desk``: documents in, doubts settled, editions published
- ``accounts``: people, roles, what each may do
- ``audit``: what was done, by whom, chained so that a change of the past shows
- ``api``: the same for programs
- ``guide``: the documentation, by role
- ``ui``: the frame of all pages, the home page, forms and the look
"""
