"""OpenID Connect: its address for the schema; the token is the application's to check."""

from krait.api.exceptions import HTTPException
from krait.api.openapi.models import OpenIdConnect as OpenIdConnectModel
from krait.api.requests import HTTPConnection
from krait.api.security.base import SecurityBase


class OpenIdConnect(SecurityBase):
    def __init__(self, *, openIdConnectUrl: str, scheme_name=None, description=None, auto_error=True):
        self.model = OpenIdConnectModel(openIdConnectUrl=openIdConnectUrl, description=description)
        self.scheme_name = scheme_name or self.__class__.__name__
        self.auto_error = auto_error

    def make_not_authenticated_error(self):
        return HTTPException(status_code=401, detail="Not authenticated", headers={"WWW-Authenticate": "Bearer"})

    async def __call__(self, request: HTTPConnection):
        authorization = request.headers.get("Authorization")
        if not authorization and self.auto_error:
            raise self.make_not_authenticated_error()
        return authorization or None
