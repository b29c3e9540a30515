"""The forms of signing in, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from lms.people.sign_up import sign_in_for

if TYPE_CHECKING:
    from django import forms

    from lms.people.models import User

CODE_MISSING = _("Type the six digits from our message.")
ADDRESS_MISSING = _("Type your e-mail address.")
ADDRESS_WRONG = _("This does not look like an e-mail address. It should look like name@example.org.")
PASSWORD_MISSING = _("Type your password.")


def _word(field: forms.Field, *, label: Any, missing: Any, hint: Any = "", **attributes: str) -> None:
    field.label = label
    field.help_text = hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _word_code(field: forms.Field, *, label: Any, missing: Any = CODE_MISSING, hint: Any = "") -> None:
    _word(field, label=label, missing=missing, hint=hint, inputmode="numeric", autocomplete="one-time-code")


class AddressForm(account.RequestLoginCodeForm):
    """An address to which a code goes, if the house knows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user: User | None = None
        _word(self.fields["email"], label=_("E-mail"), missing=ADDRESS_MISSING, autocomplete="email")
        self.fields["email"].error_messages["invalid"] = ADDRESS_WRONG

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = sign_in_for(email)
        return email


class CodeForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], label=_("Six-digit code"))


class PasswordForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], label=_("E-mail"), missing=ADDRESS_MISSING, autocomplete="username")
        self.fields["login"].error_messages["invalid"] = ADDRESS_WRONG
        _word(self.fields["password"], label=_("Password"), missing=PASSWORD_MISSING)


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], label=_("Password"), missing=PASSWORD_MISSING)


class _NewPassword:
    fields: dict[str, forms.Field]

    def _word_new(self) -> None:
        hint = _("At least 8 characters. Three or four words that do not belong together make a good one.")
        _word(self.fields["password1"], label=_("New password"), missing=PASSWORD_MISSING, hint=hint)
        _word(self.fields["password2"], label=_("New password again"), missing=PASSWORD_MISSING)


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._word_new()


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], label=_("Present password"), missing=PASSWORD_MISSING)
        self._word_new()


APP_CODE_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class SecondFactorForm(second_factor.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], label=_("Code"), missing=_("Type a code."), hint=APP_CODE_HINT)


class SecondFactorAgainForm(second_factor.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], label=_("Code"), missing=_("Type a code."), hint=APP_CODE_HINT)


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = _("Type the six digits that the app shows.")
        _word_code(self.fields["code"], label=_("Code from the app"), missing=missing)


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you can tell it from others: my phone, my key ring.")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Let me sign in with it alone, without a password")
        passwordless.help_text = _("It will then ask for your fingerprint, face or PIN.")


class NamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], label=_("Name of the passkey"), missing=_("Give it a name."))
