"""Security schemes: dependencies that read credentials, and that the schema tells of."""

from krait.api.security.api_key import APIKeyCookie, APIKeyHeader, APIKeyQuery
from krait.api.security.http import (HTTPAuthorizationCredentials, HTTPBasic, HTTPBasicCredentials, HTTPBearer,
                                     HTTPDigest)
from krait.api.security.oauth2 import (OAuth2, OAuth2AuthorizationCodeBearer, OAuth2PasswordBearer,
                                       OAuth2PasswordRequestForm, OAuth2PasswordRequestFormStrict, SecurityScopes)
from krait.api.security.open_id_connect_url import OpenIdConnect

__all__ = ["APIKeyCookie", "APIKeyHeader", "APIKeyQuery", "HTTPAuthorizationCredentials", "HTTPBasic",
           "HTTPBasicCredentials", "HTTPBearer", "HTTPDigest", "OAuth2", "OAuth2AuthorizationCodeBearer",
           "OAuth2PasswordBearer", "OAuth2PasswordRequestForm", "OAuth2PasswordRequestFormStrict", "OpenIdConnect",
           "SecurityScopes"]
