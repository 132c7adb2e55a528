"""A viewer with Debian's python3-websockets: prints each numbered message on a line, and comes back when cut."""

import asyncio
import json
import sys

import websockets


async def main(url):
    last = None
    while True:
        try:
            async with websockets.connect(url, max_size=None) as ws:
                if last is not None:
                    await ws.send(json.dumps({"type": "resume", "after": last}))
                async for text in ws:
                    read = json.loads(text)
                    for message in read if isinstance(read, list) else [read]:
                        if "seq" not in message or message["type"] == "hello":
                            continue
                        last = message["seq"]
                        print(json.dumps(message), flush=True)
                        if message["type"] == "status" and message["data"]["status"] == "finished":
                            return
        except (OSError, EOFError, websockets.exceptions.WebSocketException):
            await asyncio.sleep(0.05)


asyncio.run(main(sys.argv[1]))
