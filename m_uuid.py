import uuid
