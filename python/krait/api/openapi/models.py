"""Objects of an OpenAPI document that the security schemes are made of: attributes by name, written out as JSON."""

from enum import Enum
from typing import Any, Literal, TypedDict


class SecuritySchemeType(Enum):
    apiKey = "apiKey"
    http = "http"
    oauth2 = "oauth2"
    openIdConnect = "openIdConnect"


class APIKeyIn(Enum):
    query = "query"
    header = "header"
    cookie = "cookie"


SchemaType = Literal["array", "boolean", "integer", "null", "number", "object", "string"]


class Example(TypedDict, total=False):
    summary: "str | None"
    description: "str | None"
    value: Any
    externalValue: "str | None"


class Spec:
    """An object of the document. `names` are its members as Python and the document call them, in order."""

    names: dict = {}
    defaults: dict = {}

    def __init__(self, **members):
        values = dict(self.defaults)
        for key, value in members.items():
            values[self.aliases().get(key, key)] = value
        for name in self.names:
            setattr(self, name, values.pop(name, None))
        # Members that nobody knows are kept: documents may be extended.
        for name, value in values.items():
            setattr(self, name, value)

    @classmethod
    def aliases(cls):
        return {written: name for name, written in cls.names.items()}

    def model_dump(self, *, by_alias=True, exclude_none=False, **_):
        dumped = {}
        for name, value in vars(self).items():
            if value is None and exclude_none:
                continue
            if isinstance(value, Spec):
                value = value.model_dump(by_alias=by_alias, exclude_none=exclude_none)
            elif isinstance(value, Enum):
                value = value.value
            dumped[self.names.get(name, name) if by_alias else name] = value
        return dumped

    def keys(self):
        return self.model_dump(exclude_none=True).keys()

    def __getitem__(self, key):
        return self.model_dump(exclude_none=True)[key]

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = object.__hash__

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in vars(self).items())})"


def _names(*names):
    return {name: {"type_": "type", "in_": "in", "schema_": "schema"}.get(name, name) for name in names}


class SecurityBase(Spec):
    names = _names("type_", "description")


class APIKey(Spec):
    names = _names("type_", "description", "in_", "name")
    defaults = {"type_": SecuritySchemeType.apiKey}


class HTTPBase(Spec):
    names = _names("type_", "description", "scheme")
    defaults = {"type_": SecuritySchemeType.http}


class HTTPBearer(Spec):
    names = _names("type_", "description", "scheme", "bearerFormat")
    defaults = {"type_": SecuritySchemeType.http, "scheme": "bearer"}


class OAuthFlow(Spec):
    names = _names("refreshUrl", "scopes")
    wants: tuple = ()

    def __init__(self, **members):
        super().__init__(**members)
        self.scopes = self.scopes or {}
        missing = [name for name in self.wants if getattr(self, name, None) is None]
        if missing:
            raise ValueError(f"{type(self).__name__} needs {', '.join(missing)}")


class OAuthFlowImplicit(OAuthFlow):
    names = _names("refreshUrl", "scopes", "authorizationUrl")
    wants = ("authorizationUrl",)


class OAuthFlowPassword(OAuthFlow):
    names = _names("refreshUrl", "scopes", "tokenUrl")
    wants = ("tokenUrl",)


class OAuthFlowClientCredentials(OAuthFlow):
    names = _names("refreshUrl", "scopes", "tokenUrl")
    wants = ("tokenUrl",)


class OAuthFlowAuthorizationCode(OAuthFlow):
    names = _names("refreshUrl", "scopes", "authorizationUrl", "tokenUrl")
    wants = ("authorizationUrl", "tokenUrl")


_FLOWS = {"implicit": OAuthFlowImplicit, "password": OAuthFlowPassword,
          "clientCredentials": OAuthFlowClientCredentials, "authorizationCode": OAuthFlowAuthorizationCode}


class OAuthFlows(Spec):
    names = _names(*_FLOWS)

    def __init__(self, **members):
        super().__init__(**{
            name: _FLOWS[name](**value) if isinstance(value, dict) and name in _FLOWS else value
            for name, value in members.items()})


class OAuth2(Spec):
    names = _names("type_", "description", "flows")
    defaults = {"type_": SecuritySchemeType.oauth2}

    def __init__(self, **members):
        if isinstance(members.get("flows"), dict):
            members["flows"] = OAuthFlows(**members["flows"])
        super().__init__(**members)


class OpenIdConnect(Spec):
    names = _names("type_", "description", "openIdConnectUrl")
    defaults = {"type_": SecuritySchemeType.openIdConnect}
