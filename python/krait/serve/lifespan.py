"""ASGI's lifespan protocol: the application's own start and end."""

import asyncio


class StartError(Exception):
    """The application's startup failed."""


class Lifespan:
    def __init__(self, app, mode, log):
        self.app = app
        self.mode = mode
        self.log = log
        self.state = {}
        self.events = asyncio.Queue()
        self.started = asyncio.Event()
        self.stopped = asyncio.Event()
        self.failure = None
        self.is_supported = True
        self.task = None

    async def startup(self):
        if self.mode == "off":
            return
        self.log.info("Waiting for application startup.")
        self.task = asyncio.get_running_loop().create_task(self.run(), name="lifespan")
        await self.events.put({"type": "lifespan.startup"})
        await self.started.wait()
        if self.failure is not None:
            raise StartError("Application startup failed. Exiting.")
        self.log.info("Application startup complete.")

    async def shutdown(self):
        if self.task is None or not self.is_supported or self.task.done():
            return
        self.log.info("Waiting for application shutdown.")
        await self.events.put({"type": "lifespan.shutdown"})
        await self.stopped.wait()
        if self.failure is not None:
            self.log.error("Application shutdown failed. Exiting.")
        else:
            self.log.info("Application shutdown complete.")

    async def run(self):
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self.app(scope, self.events.get, self.send)
        except BaseException as error:
            if self.started.is_set() or self.mode == "on" or self.failure is not None:
                self.failure = self.failure or error
                if not self.started.is_set() or self.mode == "on":
                    self.log.error("Exception in 'lifespan' protocol\n", exc_info=error)
            else:
                self.log.info("ASGI 'lifespan' protocol appears unsupported.")
            self.is_supported = False
            if isinstance(error, asyncio.CancelledError):
                raise
        finally:
            self.started.set()
            self.stopped.set()

    async def send(self, message):
        kind = message["type"]
        if kind == "lifespan.startup.complete":
            self.started.set()
        elif kind == "lifespan.startup.failed":
            self.failure = RuntimeError(message.get("message", ""))
            if message.get("message"):
                self.log.error(message["message"])
            self.started.set()
        elif kind == "lifespan.shutdown.complete":
            self.stopped.set()
        elif kind == "lifespan.shutdown.failed":
            self.failure = RuntimeError(message.get("message", ""))
            if message.get("message"):
                self.log.error(message["message"])
            self.stopped.set()
        else:
            raise RuntimeError(f"Unexpected lifespan message {kind!r}.")
