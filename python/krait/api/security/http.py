"""The schemes of the Authorization header."""

from base64 import b64decode

from krait.api.exceptions import HTTPException
from krait.api.introspection import MODELS
from krait.api.openapi.models import HTTPBase as HTTPBaseModel
from krait.api.openapi.models import HTTPBearer as HTTPBearerModel
from krait.api.requests import HTTPConnection
from krait.api.security.base import SecurityBase
from krait.api.security.utils import get_authorization_scheme_param


class HTTPBasicCredentials(MODELS[0]):
    username: str
    password: str


class HTTPAuthorizationCredentials(MODELS[0]):
    scheme: str
    credentials: str


class HTTPBase(SecurityBase):
    wanted = None  # the scheme that a header must name, in lower case

    def __init__(self, *, scheme: str, scheme_name=None, description=None, auto_error=True):
        self.model = HTTPBaseModel(scheme=scheme, description=description)
        self.scheme_name = scheme_name or self.__class__.__name__
        self.auto_error = auto_error

    def make_authenticate_headers(self):
        return {"WWW-Authenticate": f"{self.model.scheme.title()}"}

    def make_not_authenticated_error(self):
        return HTTPException(status_code=401, detail="Not authenticated", headers=self.make_authenticate_headers())

    def _refuse(self):
        if self.auto_error:
            raise self.make_not_authenticated_error()

    async def __call__(self, request: HTTPConnection):
        scheme, credentials = get_authorization_scheme_param(request.headers.get("Authorization"))
        if not (scheme and credentials) or self.wanted not in (None, scheme.lower()):
            return self._refuse()
        return HTTPAuthorizationCredentials(scheme=scheme, credentials=credentials)


class HTTPBasic(HTTPBase):
    def __init__(self, *, scheme_name=None, realm=None, description=None, auto_error=True):
        super().__init__(scheme="basic", scheme_name=scheme_name, description=description, auto_error=auto_error)
        self.realm = realm

    def make_authenticate_headers(self):
        return {"WWW-Authenticate": f'Basic realm="{self.realm}"' if self.realm else "Basic"}

    async def __call__(self, request: HTTPConnection):
        scheme, param = get_authorization_scheme_param(request.headers.get("Authorization"))
        if scheme.lower() != "basic":
            return self._refuse()
        try:
            data = b64decode(param).decode("ascii")
        except ValueError as error:
            raise self.make_not_authenticated_error() from error
        username, colon, password = data.partition(":")
        if not colon:
            raise self.make_not_authenticated_error()
        return HTTPBasicCredentials(username=username, password=password)


class HTTPBearer(HTTPBase):
    wanted = "bearer"

    def __init__(self, *, bearerFormat=None, scheme_name=None, description=None, auto_error=True):
        super().__init__(scheme="bearer", scheme_name=scheme_name, auto_error=auto_error)
        self.model = HTTPBearerModel(bearerFormat=bearerFormat, description=description)


class HTTPDigest(HTTPBase):
    wanted = "digest"

    def __init__(self, *, scheme_name=None, description=None, auto_error=True):
        super().__init__(scheme="digest", scheme_name=scheme_name, description=description, auto_error=auto_error)
