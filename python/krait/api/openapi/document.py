"""The objects of an OpenAPI 3.1 document, for those who write parts of one by hand.

A member that is an object itself is made from a dictionary where one is given; a reference where that has "$ref".
Values are not checked beyond that: `krait.api` writes its own document without these.
"""

from enum import Enum

from krait.api.openapi.spec import Spec


class ParameterInType(Enum):
    query = "query"
    header = "header"
    path = "path"
    cookie = "cookie"


# A class and its members: NAME or PYTHON=WRITTEN; `!`: must be given; :Kind, [Kind] and {Kind}: an object of that
# kind, a list, a dictionary of them.
_CLASSES = """
Contact name url email
License name! identifier url
Info title! summary description termsOfService contact:Contact license:License version!
ServerVariable enum default! description
Server url! description variables{ServerVariable}
Reference ref=$ref!
Discriminator propertyName! mapping
XML name namespace prefix attribute wrapped
ExternalDocumentation description url!
Schema schema_=$schema vocabulary=$vocabulary id=$id anchor=$anchor dynamicAnchor=$dynamicAnchor ref=$ref
  dynamicRef=$dynamicRef defs=$defs{Schema} comment=$comment allOf[Schema] anyOf[Schema] oneOf[Schema] not_=not:Schema
  if_=if:Schema then:Schema else_=else:Schema dependentSchemas{Schema} prefixItems[Schema] items:Schema contains:Schema
  properties{Schema} patternProperties{Schema} additionalProperties:Schema propertyNames:Schema unevaluatedItems:Schema
  unevaluatedProperties:Schema type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength
  minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required
  dependentRequired format contentEncoding contentMediaType contentSchema:Schema title description default deprecated
  readOnly writeOnly examples discriminator:Discriminator xml:XML externalDocs:ExternalDocumentation example
Encoding contentType headers{Header} style explode allowReserved
MediaType schema_=schema:Schema example examples encoding{Encoding}
ParameterBase description required deprecated style explode allowReserved schema_=schema:Schema example examples
  content{MediaType}
Parameter(ParameterBase) name! in_=in!
Header(ParameterBase)
RequestBody description content!{MediaType} required
Link operationRef operationId parameters requestBody description server:Server
Response description! headers{Header} content{MediaType} links{Link}
Operation tags summary description externalDocs:ExternalDocumentation operationId parameters[Parameter]
  requestBody:RequestBody responses{Response} callbacks deprecated security servers[Server]
PathItem ref=$ref summary description get:Operation put:Operation post:Operation delete:Operation options:Operation
  head:Operation patch:Operation trace:Operation servers[Server] parameters[Parameter]
Components schemas{Schema} responses{Response} parameters{Parameter} examples requestBodies{RequestBody}
  headers{Header} securitySchemes links{Link} callbacks pathItems{PathItem}
Tag name! description externalDocs:ExternalDocumentation
OpenAPI openapi! info!:Info jsonSchemaDialect servers[Server] paths{PathItem} webhooks{PathItem} components:Components
  security tags[Tag] externalDocs:ExternalDocumentation
"""


class _Part(Spec):
    # {member: (how many, kind)}: "" one, "[" a list, "{" a dictionary.
    parts: dict = {}

    def __init__(self, **members):
        super().__init__(**members)
        for name, (how, kind) in self.parts.items():
            value = getattr(self, name)
            if how == "[" and isinstance(value, (list, tuple)):
                setattr(self, name, [_made(item, kind) for item in value])
            elif how == "{" and isinstance(value, dict):
                setattr(self, name, {key: _made(item, kind) for key, item in value.items()})
            elif how == "":
                setattr(self, name, _made(value, kind))


def _made(value, kind):
    if not isinstance(value, dict):
        return value  # made already; or true or false in place of a schema
    is_reference = "$ref" in value and kind not in ("Schema", "PathItem")
    return globals()["Reference" if is_reference else kind](**value)


def _member(text):
    """(name, written name, whether it must be given, part or None)."""
    part = None
    for mark in ":[{":
        text, found, kind = text.partition(mark)
        if found:
            part = ("" if mark == ":" else mark, kind.rstrip("]}"))
    name, _, written = text.rstrip("!").partition("=")
    return name, written or name, text.endswith("!"), part


def _class(title, members):
    title, _, base = title.rstrip(")").partition("(")
    parent = globals()[base] if base else _Part
    names, parts, wants = dict(parent.names), dict(parent.parts), list(parent.wants)
    for name, written, is_wanted, part in map(_member, members):
        names[name] = written
        if is_wanted:
            wants.append(name)
        if part:
            parts[name] = part
    space = {"names": names, "parts": parts, "wants": tuple(wants), "__module__": __name__}
    globals()[title] = type(title, (parent,), space)


for _line in _CLASSES.replace("\n  ", " ").split("\n"):
    if _line:
        _class(_line.split()[0], _line.split()[1:])
