"""Web applications with annotated handlers: FastAPI's names and behaviour.

    from krait.api import FastAPI

    app = FastAPI()

    @app.get("/items/{item_id}")
    def read_item(item_id: int, q: str | None = None):
        return {"item_id": item_id, "q": q}

The application is an ASGI application; `krait serve module:app` runs it in C from the socket to the handler.
"""

from krait.api import status as status
from krait.api.applications import FastAPI as FastAPI
from krait.api.background import BackgroundTasks as BackgroundTasks
from krait.api.datastructures import UploadFile as UploadFile
from krait.api.exceptions import HTTPException as HTTPException
from krait.api.exceptions import WebSocketException as WebSocketException
from krait.api.fieldinfo import Field as Field
from krait.api.model import Model as Model
from krait.api.param_functions import Body as Body
from krait.api.param_functions import Cookie as Cookie
from krait.api.param_functions import Depends as Depends
from krait.api.param_functions import File as File
from krait.api.param_functions import Form as Form
from krait.api.param_functions import Header as Header
from krait.api.param_functions import Path as Path
from krait.api.param_functions import Query as Query
from krait.api.param_functions import Security as Security
from krait.api.requests import Request as Request
from krait.api.responses import Response as Response
from krait.api.routing import APIRouter as APIRouter
from krait.api.websockets import WebSocket as WebSocket
from krait.api.websockets import WebSocketDisconnect as WebSocketDisconnect

# The release whose behaviour this is.
__version__ = "0.165.0"
