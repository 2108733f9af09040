import tempfile
