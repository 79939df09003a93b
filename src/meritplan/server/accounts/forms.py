"""Forms of accounts, in our words. What they mean is decided in :mod:`meritplan.server.accounts.actions`."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SignupForm
from django import forms
from django.core.exceptions import ValidationError

from meritplan.server.accounts.models import Role, User


class SignIn(LoginForm):
    """Name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].error_messages["required"] = "Enter your user name or your e-mail address."
        self.fields["password"].help_text = ""  # the link stands beside the button
        self.fields["password"].error_messages["required"] = "Enter your password."


class SignUp(SignupForm):
    """An applicant's account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["email"].label = "E-mail address"
        self.fields["password2"].label = "Password, once more"


class ChangePassword(ChangePasswordForm):
    """A new password, which is not the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Password now"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = "New password"
        self.fields["password2"].label = "New password, once more"

    def clean_password1(self) -> str:
        """Refuse the password there is: a one-time password must not become the lasting one."""
        new = str(self.cleaned_data["password1"])
        if self.user.check_password(new):
            raise ValidationError("This is the password you have. Choose another.")
        return new


class Reasoned(forms.Form):
    """Anything an administrator does to a person: the audit keeps why."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="The audit keeps it, for example “joined the classification unit” or an order's number.",
        error_messages={"required": "Say why: the audit keeps it."},
    )


class Roles(Reasoned):
    """The roles a person is to have."""

    roles = forms.MultipleChoiceField(
        label="Roles", choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("roles", "reason")


class NewPerson(Reasoned):
    """A person who is to have an account."""

    username = forms.CharField(
        label="User name",
        max_length=150,
        validators=[User.username_validator],
        help_text="Letters, digits and @ . + - _",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label="Name", max_length=150, required=False)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="For password resets and single sign-on. You vouch that it is theirs.",
    )
    roles = forms.MultipleChoiceField(
        label="Roles", choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("username", "name", "email", "roles", "reason")


class Finder(forms.Form):
    """Which people to list."""

    q = forms.CharField(label="Name contains", required=False)
    role = forms.ChoiceField(
        label="Role", choices=[("", "any role"), *Role.choices, ("none", "no role")], required=False
    )
    state = forms.ChoiceField(
        label="Account",
        choices=[("active", "active"), ("closed", "closed"), ("all", "active or closed")],
        required=False,
    )
