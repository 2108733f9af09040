"""Pages that show the document: Swagger UI and ReDoc.

Their scripts come from this server where npm's packages `swagger-ui-dist` and `redoc` are found: in the folder
$KRAIT_DOCS_ASSETS (empty: nowhere), else in krait_docs/ beside this package, where the build puts them, or in
node_modules/ of the working directory or one above. Else from the CDN that FastAPI uses.
"""

import json
import logging
import os

import krait
from krait.api.encoders import jsonable_encoder
from krait.api.responses import HTMLResponse

swagger_ui_default_parameters = {
    "dom_id": "#swagger-ui", "layout": "BaseLayout", "deepLinking": True, "showExtensions": True,
    "showCommonExtensions": True,
}

_SWAGGER = """
<!DOCTYPE html>
<html>
<head>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link type="text/css" rel="stylesheet" href="%(css)s">
<link rel="shortcut icon" href="%(icon)s">
<title>%(title)s</title>
</head>
<body>
<div id="swagger-ui">
</div>
<script src="%(js)s"></script>
<script>
const ui = SwaggerUIBundle({
    url: '%(url)s',
%(parameters)s
    presets: [
        SwaggerUIBundle.presets.apis,
        SwaggerUIBundle.SwaggerUIStandalonePreset
    ],
})
%(init)s
</script>
</body>
</html>
"""

_REDOC = """
<!DOCTYPE html>
<html>
<head>
<title>%(title)s</title>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1">
%(fonts)s
<link rel="shortcut icon" href="%(icon)s">
<style>
  body { margin: 0; padding: 0; }
</style>
</head>
<body>
<noscript>
    ReDoc requires Javascript to function. Please enable it to browse the documentation.
</noscript>
<redoc spec-url="%(url)s"></redoc>
<script src="%(js)s"> </script>
</body>
</html>
"""

_FONTS = ('<link href="https://fonts.googleapis.com/css?family=Montserrat:300,400,700|Roboto:300,400,700" '
          'rel="stylesheet">')

# The window that an identity provider sends the browser back to: it hands the answer to the page that opened it.
_REDIRECT = """
<!doctype html>
<html lang="en-US">
<head>
    <title>Swagger UI: OAuth2 Redirect</title>
</head>
<body>
<script>
'use strict';
function run () {
    const oauth2 = window.opener.swaggerUIRedirectOauth2;
    const answer = /code|token|error/.test(window.location.hash)
        ? window.location.hash.substring(1).replace('?', '&') : location.search.substring(1);
    const qp = Object.fromEntries(new URLSearchParams(answer));
    const isValid = qp.state === oauth2.state;
    const flow = oauth2.auth.schema.get("flow");
    if (["accessCode", "authorizationCode", "authorization_code"].includes(flow) && !oauth2.auth.code) {
        if (!isValid) {
            oauth2.errCb({authId: oauth2.auth.name, source: "auth", level: "warning",
                message: "Authorization may be unsafe: the state that came back is not the one that was sent."});
        }
        if (qp.code) {
            delete oauth2.state;
            oauth2.auth.code = qp.code;
            oauth2.callback({auth: oauth2.auth, redirectUrl: oauth2.redirectUrl});
        } else {
            const reason = qp.error
                ? "[" + qp.error + "]: " + (qp.error_description || "no accessCode received from the server. ")
                    + (qp.error_uri ? " More info: " + qp.error_uri : "")
                : "[Authorization failed]: no accessCode received from the server.";
            oauth2.errCb({authId: oauth2.auth.name, source: "auth", level: "error", message: reason});
        }
    } else {
        oauth2.callback({auth: oauth2.auth, token: qp, isValid: isValid, redirectUrl: oauth2.redirectUrl});
    }
    window.close();
}
if (document.readyState !== 'loading') {
    run();
} else {
    document.addEventListener('DOMContentLoaded', run);
}
</script>
</body>
</html>
"""


# What the pages need: (file in node_modules, file name below the page's path).
_SWAGGER_FILES = {"swagger_js_url": "swagger-ui-dist/swagger-ui-bundle.js",
                  "swagger_css_url": "swagger-ui-dist/swagger-ui.css",
                  "swagger_favicon_url": "swagger-ui-dist/favicon-32x32.png"}
_REDOC_FILES = {"redoc_js_url": "redoc/bundles/redoc.standalone.js"}


def _package_folders():
    given = os.environ.get("KRAIT_DOCS_ASSETS")
    if given is not None:
        yield given
        return
    for package in krait.__path__:
        yield os.path.join(os.path.dirname(package), "krait_docs")
    folder = os.getcwd()
    while True:
        yield os.path.join(folder, "node_modules")
        if folder == os.path.dirname(folder):
            return
        folder = os.path.dirname(folder)


def local_files(page):
    """{option of the page: file on this machine}; empty: the packages are not here."""
    files = _SWAGGER_FILES if page == "swagger" else _REDOC_FILES
    for folder in _package_folders():
        found = {option: os.path.join(folder, name) for option, name in files.items()}
        if folder and all(os.path.isfile(path) for path in found.values()):
            return found
    logging.getLogger("krait.api").info(
        "%s is loaded from a CDN: npm install swagger-ui-dist redoc, here or where $KRAIT_DOCS_ASSETS says, serves it "
        "from this server", "Swagger UI" if page == "swagger" else "ReDoc")
    return {}


def _html_safe_json(value):
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def get_swagger_ui_html(*, openapi_url, title,
                        swagger_js_url="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js",
                        swagger_css_url="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css",
                        swagger_favicon_url="https://fastapi.tiangolo.com/img/favicon.png",
                        oauth2_redirect_url=None, init_oauth=None, swagger_ui_parameters=None):
    parameters = {**swagger_ui_default_parameters, **(swagger_ui_parameters or {})}
    lines = [f"{_html_safe_json(key)}: {_html_safe_json(jsonable_encoder(value))},"
             for key, value in parameters.items()]
    if oauth2_redirect_url:
        lines.append(f"oauth2RedirectUrl: window.location.origin + '{oauth2_redirect_url}',")
    init = f"ui.initOAuth({_html_safe_json(jsonable_encoder(init_oauth))})" if init_oauth else ""
    return HTMLResponse(_SWAGGER % {
        "css": swagger_css_url, "icon": swagger_favicon_url, "title": title, "js": swagger_js_url,
        "url": openapi_url, "parameters": "\n".join(lines), "init": init})


def get_redoc_html(*, openapi_url, title,
                   redoc_js_url="https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js",
                   redoc_favicon_url="https://fastapi.tiangolo.com/img/favicon.png", with_google_fonts=True):
    return HTMLResponse(_REDOC % {
        "title": title, "fonts": _FONTS if with_google_fonts else "", "icon": redoc_favicon_url, "url": openapi_url,
        "js": redoc_js_url})


def get_swagger_ui_oauth2_redirect_html():
    return HTMLResponse(content=_REDIRECT)
