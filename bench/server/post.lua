wrk.method = "POST"
wrk.body = '{"name": "hammer", "price": 12.5, "tags": ["a", "b"]}'
wrk.headers["Content-Type"] = "application/json"
