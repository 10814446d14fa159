"""A name server on loopback whose answers may change from one look-up to the next."""

import socket
import threading
from collections.abc import Sequence

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset


class NameServer:
    """Answers A and AAAA; a list of answers is given out in turn, its last one for ever."""

    def __init__(self, zone: dict[str, Sequence[Sequence[str]]]) -> None:
        self.zone = zone
        self.asked: list[tuple[str, str]] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def lookups(self, name: str, kind: str = "A") -> int:
        return self.asked.count((name, kind))

    def stop(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"stop", self._socket.getsockname())
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, sender = self._socket.recvfrom(4096)
            if data == b"stop":
                return
            answer = self._answer(dns.message.from_wire(data))
            if answer is not None:
                self._socket.sendto(answer, sender)

    def _answer(self, query: dns.message.Message) -> bytes | None:
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True)
        kind = question.rdtype.name
        self.asked.append((name, kind))
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        answers = self.zone.get(name)
        if answers is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
            return response.to_wire()
        if "silence" in answers[0]:
            return None
        if "failure" in answers[0]:
            response.set_rcode(dns.rcode.SERVFAIL)
            return response.to_wire()
        turn = answers[min(self.lookups(name, kind), len(answers)) - 1]
        found = [text for text in turn if (":" in text) == (kind == "AAAA") and " " not in text]
        if found:
            response.answer.append(dns.rrset.from_text(question.name, 0, "IN", kind, *found))
        return response.to_wire()
