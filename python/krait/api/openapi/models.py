"""Objects of an OpenAPI document: what the security schemes are made of, and the names of all others."""

from enum import Enum
from typing import Any, Literal, TypedDict

from krait.api.openapi.document import Components as Components
from krait.api.openapi.document import Contact as Contact
from krait.api.openapi.document import Discriminator as Discriminator
from krait.api.openapi.document import Encoding as Encoding
from krait.api.openapi.document import ExternalDocumentation as ExternalDocumentation
from krait.api.openapi.document import Header as Header
from krait.api.openapi.document import Info as Info
from krait.api.openapi.document import License as License
from krait.api.openapi.document import Link as Link
from krait.api.openapi.document import MediaType as MediaType
from krait.api.openapi.document import OpenAPI as OpenAPI
from krait.api.openapi.document import Operation as Operation
from krait.api.openapi.document import Parameter as Parameter
from krait.api.openapi.document import ParameterBase as ParameterBase
from krait.api.openapi.document import ParameterInType as ParameterInType
from krait.api.openapi.document import PathItem as PathItem
from krait.api.openapi.document import Reference as Reference
from krait.api.openapi.document import RequestBody as RequestBody
from krait.api.openapi.document import Response as Response
from krait.api.openapi.document import Schema as Schema
from krait.api.openapi.document import Server as Server
from krait.api.openapi.document import ServerVariable as ServerVariable
from krait.api.openapi.document import Tag as Tag
from krait.api.openapi.document import XML as XML
from krait.api.openapi.spec import Spec
from krait.api.openapi.spec import spec_names as _names


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


class SecurityBase(Spec):
    names = _names("type_", "description")
    wants = ("type_",)


class APIKey(Spec):
    names = _names("type_", "description", "in_", "name")
    wants = ("in_", "name")
    defaults = {"type_": SecuritySchemeType.apiKey}


class HTTPBase(Spec):
    names = _names("type_", "description", "scheme")
    wants = ("scheme",)
    defaults = {"type_": SecuritySchemeType.http}


class HTTPBearer(Spec):
    names = _names("type_", "description", "scheme", "bearerFormat")
    defaults = {"type_": SecuritySchemeType.http, "scheme": "bearer"}


class OAuthFlow(Spec):
    names = _names("refreshUrl", "scopes")

    def __init__(self, **members):
        super().__init__(**members)
        self.scopes = self.scopes or {}


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
    wants = ("flows",)
    defaults = {"type_": SecuritySchemeType.oauth2}

    def __init__(self, **members):
        if isinstance(members.get("flows"), dict):
            members["flows"] = OAuthFlows(**members["flows"])
        super().__init__(**members)


class OpenIdConnect(Spec):
    names = _names("type_", "description", "openIdConnectUrl")
    wants = ("openIdConnectUrl",)
    defaults = {"type_": SecuritySchemeType.openIdConnect}
