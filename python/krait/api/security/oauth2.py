"""OAuth2: flows, tokens, the form of the password flow, scopes."""

from typing import Annotated

from krait.api.exceptions import HTTPException
from krait.api.openapi.models import OAuth2 as OAuth2Model
from krait.api.openapi.models import OAuthFlows
from krait.api.param_functions import Form
from krait.api.requests import HTTPConnection
from krait.api.security.base import SecurityBase
from krait.api.security.utils import get_authorization_scheme_param


class OAuth2PasswordRequestForm:
    """A dependency: the form of a token request; a grant type may be left out."""

    def __init__(
        self,
        *,
        grant_type: Annotated["str | None", Form(pattern="^password$")] = None,
        username: Annotated[str, Form()],
        password: Annotated[str, Form(json_schema_extra={"format": "password"})],
        scope: Annotated[str, Form()] = "",
        client_id: Annotated["str | None", Form()] = None,
        client_secret: Annotated["str | None", Form(json_schema_extra={"format": "password"})] = None,
    ):
        self.grant_type = grant_type
        self.username = username
        self.password = password
        self.scopes = scope.split()
        self.client_id = client_id
        self.client_secret = client_secret


class OAuth2PasswordRequestFormStrict(OAuth2PasswordRequestForm):
    """The same where the grant type must be said."""

    def __init__(
        self,
        grant_type: Annotated[str, Form(pattern="^password$")],
        username: Annotated[str, Form()],
        password: Annotated[str, Form()],
        scope: Annotated[str, Form()] = "",
        client_id: Annotated["str | None", Form()] = None,
        client_secret: Annotated["str | None", Form()] = None,
    ):
        super().__init__(grant_type=grant_type, username=username, password=password, scope=scope,
                         client_id=client_id, client_secret=client_secret)


class OAuth2(SecurityBase):
    def __init__(self, *, flows=OAuthFlows(), scheme_name=None, description=None, auto_error=True):
        self.model = OAuth2Model(flows=flows, description=description)
        self.scheme_name = scheme_name or self.__class__.__name__
        self.auto_error = auto_error

    def make_not_authenticated_error(self):
        return HTTPException(status_code=401, detail="Not authenticated", headers={"WWW-Authenticate": "Bearer"})

    def _refuse(self):
        if self.auto_error:
            raise self.make_not_authenticated_error()

    async def __call__(self, request: HTTPConnection):
        return request.headers.get("Authorization") or self._refuse()


class _Bearer(OAuth2):
    async def __call__(self, request: HTTPConnection):
        scheme, token = get_authorization_scheme_param(request.headers.get("Authorization"))
        return token if scheme.lower() == "bearer" else self._refuse()


class OAuth2PasswordBearer(_Bearer):
    def __init__(self, tokenUrl: str, scheme_name=None, scopes=None, description=None, auto_error=True,
                 refreshUrl=None):
        flows = OAuthFlows(password={"tokenUrl": tokenUrl, "refreshUrl": refreshUrl, "scopes": scopes or {}})
        super().__init__(flows=flows, scheme_name=scheme_name, description=description, auto_error=auto_error)


class OAuth2AuthorizationCodeBearer(_Bearer):
    def __init__(self, authorizationUrl: str, tokenUrl: str, refreshUrl=None, scheme_name=None, scopes=None,
                 description=None, auto_error=True):
        flows = OAuthFlows(authorizationCode={"authorizationUrl": authorizationUrl, "tokenUrl": tokenUrl,
                                              "refreshUrl": refreshUrl, "scopes": scopes or {}})
        super().__init__(flows=flows, scheme_name=scheme_name, description=description, auto_error=auto_error)


class SecurityScopes:
    """A parameter of this type gets the scopes that all above it asked for."""

    def __init__(self, scopes=None):
        self.scopes = scopes or []
        self.scope_str = " ".join(self.scopes)
