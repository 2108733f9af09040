"""What all security schemes have."""


class SecurityBase:
    model = None  # how the schema describes it
    scheme_name = ""
