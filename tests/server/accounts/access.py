"""Who may open the addresses of accounts."""

from django.contrib.auth import get_user_model
from tests.server.access import ANYBODY, NOBODY, SIGNED_IN, Page

ADMINISTRATOR = frozenset({"administrator"})
REASON = {"reason": "test"}


def _other(user):
    """Somebody else's page."""
    found, _ = get_user_model().objects.get_or_create(username="somebody-else")
    return f"/accounts/people/{found.pk}/"


def _own(user):
    return f"/accounts/people/{user.pk}/" if user else _other(user)


PEOPLE = r"accounts/^people/(?P<pk>\d+)/(?P<verb>roles|password|second-factor|sessions|close|reopen)/$"
PAGES = [
    Page(route="accounts/", address="/accounts/", get=SIGNED_IN),
    Page(route="accounts/rights/", address="/accounts/rights/", get=SIGNED_IN),
    Page(route="accounts/people/", address="/accounts/people/", get=ADMINISTRATOR),
    Page(
        route="accounts/people/new/",
        address="/accounts/people/new/",
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        data={"username": "new", "reason": "test"},
    ),
    Page(route="accounts/people/<int:pk>/", address=_other, get=ADMINISTRATOR, thing="of somebody else"),
    Page(route="accounts/people/<int:pk>/", address=_own, get=ADMINISTRATOR, thing="of oneself"),
    *(
        Page(
            route=PEOPLE,
            address=lambda user, of=of, verb=verb: f"{of(user)}{verb}/",
            post=ADMINISTRATOR,
            data={f"{verb}-reason": "test"},
            thing=f"{verb} {whose}",
        )
        for verb in ("roles", "password", "second-factor", "sessions", "close", "reopen")
        for of, whose in ((_other, "of somebody else"), (_own, "of oneself"))
    ),
    Page(route="accounts/login/", address="/accounts/login/", get=ANYBODY, post=ANYBODY),
    Page(route="accounts/logout/", address="/accounts/logout/", get=ANYBODY, post=ANYBODY),
    Page(route="accounts/inactive/", address="/accounts/inactive/", get=ANYBODY),
    Page(route="accounts/signup/", address="/accounts/signup/", get=ANYBODY, post=ANYBODY),
    Page(route="accounts/password/reset/", address="/accounts/password/reset/", get=ANYBODY, post=ANYBODY),
    Page(route="accounts/password/reset/done/", address="/accounts/password/reset/done/", get=ANYBODY),
    Page(route="accounts/password/reset/key/done/", address="/accounts/password/reset/key/done/", get=ANYBODY),
    Page(
        route=r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        address="/accounts/password/reset/key/1-none/",
        get=ANYBODY,
        post=ANYBODY,
        thing="with a forged key",
    ),
    Page(route="accounts/confirm-email/", address="/accounts/confirm-email/", get=ANYBODY),
    Page(
        route=r"accounts/^confirm-email/(?P<key>[-:\w]+)/$",
        address="/accounts/confirm-email/none/",
        get=ANYBODY,
        thing="with a forged key",
    ),
    Page(route="accounts/reauthenticate/", address="/accounts/reauthenticate/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/email/", address="/accounts/email/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/password/change/", address="/accounts/password/change/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/password/set/", address="/accounts/password/set/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/login/code/confirm/", address="/accounts/login/code/confirm/", get=NOBODY),
    Page(route="accounts/2fa/", address="/accounts/2fa/", get=SIGNED_IN),
    Page(
        route="accounts/2fa/authenticate/",
        address="/accounts/2fa/authenticate/",
        get=NOBODY,
        thing="outside a sign-in",
    ),
    Page(route="accounts/2fa/reauthenticate/", address="/accounts/2fa/reauthenticate/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/2fa/totp/activate/", address="/accounts/2fa/totp/activate/", get=SIGNED_IN, post=SIGNED_IN),
    Page(
        route="accounts/2fa/totp/deactivate/", address="/accounts/2fa/totp/deactivate/", get=SIGNED_IN, post=SIGNED_IN
    ),
    Page(route="accounts/2fa/recovery-codes/", address="/accounts/2fa/recovery-codes/", get=SIGNED_IN),
    Page(
        route="accounts/2fa/recovery-codes/generate/",
        address="/accounts/2fa/recovery-codes/generate/",
        get=SIGNED_IN,
        post=SIGNED_IN,
    ),
    Page(
        route="accounts/2fa/recovery-codes/download/", address="/accounts/2fa/recovery-codes/download/", get=SIGNED_IN
    ),
    Page(route="accounts/sessions/", address="/accounts/sessions/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/3rdparty/", address="/accounts/3rdparty/", get=SIGNED_IN, post=SIGNED_IN),
    Page(route="accounts/3rdparty/login/cancelled/", address="/accounts/3rdparty/login/cancelled/", get=ANYBODY),
    Page(
        route="accounts/3rdparty/login/error/",
        address="/accounts/3rdparty/login/error/",
        get=NOBODY,
        thing="an error page, which answers 401",
    ),
    Page(
        route="accounts/3rdparty/signup/",
        address="/accounts/3rdparty/signup/",
        get=NOBODY,
        thing="outside a sign-in",
    ),
    *(
        Page(route=f"accounts/social/{name}/", address=f"/accounts/social/{name}/", get=ANYBODY, post=ANYBODY)
        for name in ("login/cancelled", "login/error", "signup", "connections")
    ),
    Page(
        route="accounts/oidc/^(?P<provider_id>[^/]+)/login/",
        address="/accounts/oidc/sso/login/",
        get=NOBODY,
        thing="where none is set",
    ),
    Page(
        route="accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/",
        address="/accounts/oidc/sso/login/callback/",
        get=NOBODY,
        thing="where none is set",
    ),
]
