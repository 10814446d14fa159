"""What the program cannot go on from.

    VerifierError
    ├── UsageError            the caller gave something that cannot be used; exit 2, HTTP 4xx
    │   ├── BadInput          an article that is empty, too large, binary, of an unknown type …
    │   └── BadSetting        a setting with a wrong value; names the variable
    └── CannotRun             a part that is needed is missing; exit 4, HTTP 5xx
        ├── StoreUnavailable  the database does not answer
        ├── BrokerUnavailable Redis does not answer, or none could be started
        ├── PortTaken         another program listens there
        ├── FolderTaken       another service runs on the same data folder
        └── NotBuilt          a command or parameter of the contract that does not exist yet

Expected outcomes, such as a dead link, are values (`verifier.model.Unread`), not errors.
A message names the thing, the value and the next step.
"""


class VerifierError(Exception):
    """Root of all errors that the program raises by itself."""

    code = "error"  # stable; used by the HTTP API's problem documents


class UsageError(VerifierError):
    """The caller gave something that cannot be used."""

    code = "usage"


class BadInput(UsageError):
    """An article that cannot be read: empty, too large, binary, of an unknown type."""

    code = "bad_input"


class BadSetting(UsageError):
    """A setting has a wrong value; the message names the variable."""

    code = "bad_setting"


class CannotRun(VerifierError):
    """A part that is needed is missing."""

    code = "cannot_run"


class StoreUnavailable(CannotRun):
    """The database does not answer."""

    code = "store_unavailable"


class BrokerUnavailable(CannotRun):
    """Redis does not answer, or none could be started."""

    code = "broker_unavailable"


class PortTaken(CannotRun):
    """Another program listens on the port."""

    code = "port_taken"


class FolderTaken(CannotRun):
    """Another service runs on the same data folder."""

    code = "folder_taken"


class NotBuilt(CannotRun):
    """A command or parameter of the contract that does not exist yet."""

    code = "not_built"
