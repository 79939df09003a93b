"""How many requests a minute: counted in the database, so that all processes count together."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from meritplan.server.api.models import Allowance, ApiKey

MINUTE = 60
COUNT = (
    "INSERT INTO api_allowance (subject, minute, used) VALUES (%s, %s, %s) "
    "ON CONFLICT (subject, minute) DO UPDATE SET used = api_allowance.used + excluded.used RETURNING used"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where somebody stands in this minute: requests allowed, left, and seconds until it ends."""

    limit: int
    left: int
    seconds: int
    exceeded: bool


def spend(request: Any, key: ApiKey | None, cost: int = 1) -> Standing:
    """Count a request. ``cost`` is how many simple ones it weighs."""
    limit = settings.CONFIGURATION.key_rate if key is not None else settings.CONFIGURATION.visitor_rate
    now = int(time.time())
    used = _count(f"key:{key.pk}" if key is not None else _hashed(address_of(request)), now // MINUTE, cost)
    seconds = MINUTE - now % MINUTE
    return Standing(limit=limit, left=max(0, limit - used), seconds=seconds, exceeded=used > limit)


def _count(subject: str, minute: int, cost: int) -> int:
    """In one statement, which neither database lets another one come between."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, (subject, minute, cost))
        used = int(cursor.fetchone()[0])
    if used == cost:
        Allowance.objects.filter(minute__lt=minute - 1).delete()
    return used


def address_of(request: Any) -> str:
    """The address of a visitor: as the outermost proxy of ours saw it, or the one connected.

    Of an IPv6 address the network counts, which is what one household is given.
    """
    said = request.META.get("REMOTE_ADDR", "")
    proxies = settings.CONFIGURATION.trusted_proxies
    passed = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    if proxies and len(passed) >= proxies:
        said = passed[-proxies]
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return str(said)
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _hashed(address: str) -> str:
    return "at:" + hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]
