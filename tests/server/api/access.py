"""Who may use the API: reading is public, keys are one's own."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from tests.server.access import ANYBODY, ROLES, SIGNED_IN, Page

from meritplan.server.api.models import ApiKey

CLASS = "/api/v1/classes/0672"
READING = {
    "api/": "/api/",
    "api/v1/": "/api/v1/",
    "api/v1/openapi.json": "/api/v1/openapi.json",
    "api/v1/docs": "/api/v1/docs",
    "api/v1/plan": "/api/v1/plan",
    "api/v1/classes": "/api/v1/classes",
    "api/v1/classes/<name>": CLASS,
    "api/v1/classes/<name>/requirements": f"{CLASS}/requirements",
    "api/v1/classes/<name>/editions": f"{CLASS}/editions",
    "api/v1/classes/<name>/editions/<number>": f"{CLASS}/editions/1",
    "api/v1/classes/<name>/compare": f"{CLASS}/compare",
    "api/v1/classes/<name>/pay": f"{CLASS}/pay",
    "api/v1/classes/<name>/ladder": f"{CLASS}/ladder",
    "api/v1/search": "/api/v1/search?q=river",
    "api/v1/ladders": "/api/v1/ladders",
    "api/v1/routes": "/api/v1/routes?from=0671&to=0673",
    "api/v1/groups": "/api/v1/groups",
    "api/v1/groups/<key>": "/api/v1/groups/none",
    "api/v1/policies": "/api/v1/policies",
    "api/v1/policies/<name>": "/api/v1/policies/default",
    "api/v1/changes": "/api/v1/changes",
    "api/v1/changes/documents": "/api/v1/changes/documents",
}
ASKING = {"api/v1/qualify": "/api/v1/qualify", "api/v1/classes/<name>/qualify": f"{CLASS}/qualify"}


def _key_of(owner):
    key, _ = ApiKey.objects.get_or_create(owner=owner, name="access", defaults={"expires_at": timezone.now()})
    return f"/api/keys/{key.pk}/revoke/"


def _own_key(user):
    return _key_of(user) if user else _others_key(user)


def _others_key(user):
    return _key_of(get_user_model().objects.get_or_create(username="somebody-else")[0])


ADMINISTRATOR = frozenset({"administrator"})
PAGES = [
    *(Page(route=route, address=address, get=ANYBODY, post=None) for route, address in READING.items()),
    *(Page(route=route, address=address, post=ANYBODY) for route, address in ASKING.items()),
    Page(route="api/keys/", address="/api/keys/", get=ROLES, post=ROLES, data={"name": "n", "scopes": ["read"]}),
    Page(route="api/keys/<int:number>/revoke/", address=_own_key, get=SIGNED_IN, post=ROLES, thing="one's own"),
    Page(
        route="api/keys/<int:number>/revoke/",
        address=_others_key,
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        thing="somebody else's",
        hidden=True,
    ),
]
