"""A browser without a screen: calls the application in this process and keeps its cookies."""

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

HERE = "http://127.0.0.1:8000"


class Browser:
    """Sends one request after the other; follows no redirect, so that a test sees them."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app)
        self.cookies = httpx.Cookies()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._send("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self._send("POST", path, **options)

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def sent() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=HERE, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **options)
                self.cookies = client.cookies
                return answer

        return asyncio.run(sent())
