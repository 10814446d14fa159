"""What a browser must never do with our pages: alert, ask the outside, break the policy."""

from typing import Any

HARMLESS = "the server responded with a status of 4"  # a test asked for what is refused


class Watch:
    """Listens to a page from now on; requests beyond `origin` count as faults."""

    def __init__(self, page: Any, origin: str) -> None:
        self.dialogs: list[str] = []
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._origin = origin
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def saw_nothing_wrong(self) -> None:
        faults = self.dialogs + self.outside + self.errors
        assert not faults, "\n".join(faults)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self._origin + "/"):
            self.outside.append(request.url)

    def _console(self, message: Any) -> None:
        # Breaches of the policy are reported here as errors.
        if message.type == "error" and HARMLESS not in message.text:
            self.errors.append(message.text)
