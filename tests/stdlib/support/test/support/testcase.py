"""Base classes of tests."""


class ExceptionIsLikeMixin:
    def assertExceptionIsLike(self, exc, template):
        self.assertIs(type(exc), type(template))
        if isinstance(exc, BaseExceptionGroup):
            self.assertEqual(exc.message, template.message)
            self.assertEqual(len(exc.exceptions), len(template.exceptions))
            for e, t in zip(exc.exceptions, template.exceptions):
                self.assertExceptionIsLike(e, t)
        else:
            self.assertEqual(exc.args, template.args)
