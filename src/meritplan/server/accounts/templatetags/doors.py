"""What pages ask about how people sign in here."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def sign_up_open() -> bool:
    """Whether applicants may make accounts."""
    return bool(settings.SIGNING_IN.sign_up)
