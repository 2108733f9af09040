"""A key in the query, a header or a cookie."""

from krait.api.exceptions import HTTPException
from krait.api.openapi.models import APIKey, APIKeyIn
from krait.api.requests import HTTPConnection
from krait.api.security.base import SecurityBase


class APIKeyBase(SecurityBase):
    where = None

    def __init__(self, *, name: str, scheme_name=None, description=None, auto_error=True):
        self.auto_error = auto_error
        self.model = APIKey(**{"in": self.where}, name=name, description=description)
        self.scheme_name = scheme_name or self.__class__.__name__

    def make_not_authenticated_error(self):
        return HTTPException(status_code=401, detail="Not authenticated", headers={"WWW-Authenticate": "APIKey"})

    def check_api_key(self, api_key):
        if api_key:
            return api_key
        if self.auto_error:
            raise self.make_not_authenticated_error()
        return None


class APIKeyQuery(APIKeyBase):
    where = APIKeyIn.query

    async def __call__(self, request: HTTPConnection):
        return self.check_api_key(request.query_params.get(self.model.name))


class APIKeyHeader(APIKeyBase):
    where = APIKeyIn.header

    async def __call__(self, request: HTTPConnection):
        return self.check_api_key(request.headers.get(self.model.name))


class APIKeyCookie(APIKeyBase):
    where = APIKeyIn.cookie

    async def __call__(self, request: HTTPConnection):
        return self.check_api_key(request.cookies.get(self.model.name))
