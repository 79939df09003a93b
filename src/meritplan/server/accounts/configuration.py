"""How people sign in here, as the operator set it: sign-up, second factors, single sign-on. And what Django is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meritplan.server.configuration import PREFIX, Configuration, ConfigurationError

ROLES = ("analyst", "approver", "placement", "hiring", "auditor", "administrator", "applicant")
YES, NO = {"1", "yes", "true", "on"}, {"", "0", "no", "false", "off"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A single sign-on by OpenID Connect. ``newcomers`` lets people in who have no account here yet."""

    name: str
    issuer: str
    client: str
    secret: str = field(repr=False)
    newcomers: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningIn:
    """Whether applicants may make accounts, which roles need a second factor, and the single sign-on if any."""

    sign_up: bool = False
    second_factor: frozenset[str] = frozenset()
    provider: Provider | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> SigningIn:
        """What the environment says.

        Raises:
            ConfigurationError: if a setting cannot be used.
        """
        said = {key.removeprefix(PREFIX): value.strip() for key, value in environment.items() if key.startswith(PREFIX)}
        return cls(
            sign_up=_yes(said, "SIGN_UP"),
            second_factor=_roles(said, "SECOND_FACTOR"),
            provider=_provider(said),
        )


def settings_of(configuration: Configuration, signing_in: SigningIn) -> dict[str, Any]:
    """Django's and allauth's settings of accounts."""
    mail = configuration.mail is not None
    return {
        "SIGNING_IN": signing_in,
        "ACCOUNT_ADAPTER": "meritplan.server.accounts.doors.Doors",
        "ACCOUNT_FORMS": {
            "login": "meritplan.server.accounts.forms.SignIn",
            "signup": "meritplan.server.accounts.forms.SignUp",
            "change_password": "meritplan.server.accounts.forms.ChangePassword",
        },
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "optional" if mail else "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": mail,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "Meritplan: ",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if configuration.secure else "http",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_RATE_LIMITS": {"login_failed": "30/m/ip,5/5m/key"},
        "ALLAUTH_TRUSTED_PROXY_COUNT": configuration.trusted_proxies,
        "MFA_ADAPTER": "meritplan.server.accounts.doors.SecondFactors",
        "MFA_TOTP_ISSUER": "Meritplan",
        "SOCIALACCOUNT_ADAPTER": "meritplan.server.accounts.doors.SingleSignOn",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": _apps(signing_in.provider)}},
    }


def _apps(provider: Provider | None) -> list[dict[str, Any]]:
    if provider is None:
        return []
    return [
        {
            "provider_id": "sso",
            "name": provider.name,
            "client_id": provider.client,
            "secret": provider.secret,
            "settings": {"server_url": provider.issuer, "oauth_pkce_enabled": True},
        }
    ]


def _provider(said: Mapping[str, str]) -> Provider | None:
    issuer = said.get("OIDC_ISSUER", "")
    if not issuer:
        return None
    missing = [name for name in ("OIDC_CLIENT", "OIDC_SECRET") if not said.get(name)]
    if missing:
        named = " and ".join(PREFIX + name for name in missing)
        raise ConfigurationError(f"{PREFIX}OIDC_ISSUER is set, but {named} is not. Single sign-on needs all three.")
    if not issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ConfigurationError(f"{PREFIX}OIDC_ISSUER is {issuer!r}; it begins with https://.")
    return Provider(
        name=said.get("OIDC_NAME") or "single sign-on",
        issuer=issuer.rstrip("/"),
        client=said["OIDC_CLIENT"],
        secret=said["OIDC_SECRET"],
        newcomers=_yes(said, "OIDC_NEWCOMERS"),
    )


def _roles(said: Mapping[str, str], name: str) -> frozenset[str]:
    named = frozenset(one.strip() for one in said.get(name, "").split(",") if one.strip())
    if named == {"all"}:
        return frozenset(ROLES)
    unknown = sorted(named.difference(ROLES))
    if unknown:
        known = ", ".join(ROLES)
        raise ConfigurationError(f"{PREFIX}{name} names {', '.join(unknown)}; the roles are {known}, or all.")
    return named


def _yes(said: Mapping[str, str], name: str) -> bool:
    value = said.get(name, "").lower()
    if value not in YES | NO:
        raise ConfigurationError(f"{PREFIX}{name} is {value!r}; it is yes or no.")
    return value in YES
