"""The small tree of errors that capabilities raise; `desk.web.errors` maps it to HTTP, once."""

from __future__ import annotations


class ParleyError(Exception):
    """Something that was asked for cannot be done; the message is a sentence for people."""

    code = "error"


class Invalid(ParleyError):
    """What was sent cannot be accepted as it is."""

    code = "invalid"


class TooLarge(Invalid):
    """What was sent is larger than what is taken."""

    code = "too_large"


class UnsupportedKind(Invalid):
    """What was sent is of a kind that nobody here can read."""

    code = "unsupported_kind"


class NotSignedIn(ParleyError):
    """No token, or one that is unknown, broken or expired."""

    code = "not_signed_in"


class Forbidden(ParleyError):
    """Known who is asking, and they may not."""

    code = "forbidden"


class NotFound(ParleyError):
    """There is no such thing, or none that the asker may know of."""

    code = "not_found"


class Conflict(ParleyError):
    """The thing is not in a state in which this can be done."""

    code = "conflict"


class TooManyTries(ParleyError):
    """The limit of tries or of requests was reached."""

    code = "too_many_tries"


class Unavailable(ParleyError):
    """A part that is needed does not answer now; the same request may be sent again."""

    code = "unavailable"
