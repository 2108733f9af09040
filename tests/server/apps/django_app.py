"""Django from PyPI, in one file: `asgi` and `wsgi`."""

import asyncio
import os

from django.conf import settings

if not settings.configured:
    settings.configure(
        DEBUG=False, SECRET_KEY="of a test", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"])

from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


def plain(request):
    return HttpResponse(f"{request.method} {request.path} {request.GET.get('a', '')}")


async def later(request):
    await asyncio.sleep(0.005)
    return JsonResponse({"later": True})


@csrf_exempt
def post(request):
    return JsonResponse({"form": request.POST.get("a"), "bytes": len(request.body)})


def database(request):
    with connection.cursor() as cursor:
        cursor.execute("select 6 * 7")
        return HttpResponse(str(cursor.fetchone()[0]))


def stream(request):
    return StreamingHttpResponse(f"{number}\n" for number in range(3))


def file(request):
    return FileResponse(open(__file__, "rb"))


def fails(request):
    raise ValueError("the view failed")


urlpatterns = [path("plain", plain), path("later", later), path("post", post), path("database", database),
               path("stream", stream), path("file", file),
               path("fails", fails)]
asgi = get_asgi_application()
wsgi = get_wsgi_application()
