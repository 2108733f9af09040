"""Pages from Jinja2's templates, where that is installed."""

from krait.api.foreign import optional
from krait.api.responses import HTMLResponse


class _TemplateResponse(HTMLResponse):
    def __init__(self, template, context, status_code=200, headers=None, media_type=None, background=None):
        self.template = template
        self.context = context
        super().__init__(template.render(context), status_code, headers, media_type, background)

    async def __call__(self, scope, receive, send):
        extensions = self.context.get("request", {}).get("extensions", {})
        if "http.response.debug" in extensions:
            await send({"type": "http.response.debug", "info": {"template": self.template, "context": self.context}})
        await super().__call__(scope, receive, send)


class Jinja2Templates:
    def __init__(self, directory=None, *, context_processors=None, env=None):
        jinja2 = optional("jinja2", "Environment")
        assert jinja2 is not None, "jinja2 must be installed to use Jinja2Templates"
        assert bool(directory) ^ bool(env), "either 'directory' or 'env' arguments must be passed"
        import jinja2 as library

        self.context_processors = context_processors or []
        if directory is not None:
            env = library.Environment(loader=library.FileSystemLoader(directory), autoescape=True)
        self.env = env

        @library.pass_context
        def url_for(context, name, /, **path_params):
            return context["request"].url_for(name, **path_params)

        self.env.globals.setdefault("url_for", url_for)

    def get_template(self, name):
        return self.env.get_template(name)

    def TemplateResponse(self, request, name, context=None, status_code=200, headers=None, media_type=None,
                         background=None):
        context = {} if context is None else context
        context.setdefault("request", request)
        for processor in self.context_processors:
            context.update(processor(request))
        return _TemplateResponse(self.get_template(name), context, status_code, headers, media_type, background)
