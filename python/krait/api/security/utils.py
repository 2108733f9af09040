def get_authorization_scheme_param(authorization_header_value):
    """("Bearer", "token") of "Bearer token"; two empty strings where there is nothing."""
    if not authorization_header_value:
        return "", ""
    scheme, _, param = authorization_header_value.partition(" ")
    return scheme, param.strip()
