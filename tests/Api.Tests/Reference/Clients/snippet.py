"""Uses the API with nothing but requests: adds pictures, searches, and takes everything away again."""

import sys

import requests

server, picture = sys.argv[1], open(sys.argv[2], "rb").read()
session = requests.Session()


def call(method, path, status=200, **arguments):
    response = session.request(method, server + path, timeout=60, **arguments)
    assert response.status_code == status, (method, path, response.status_code, response.text)
    return response


assert call("GET", "/health/ready").json()["ready"]
call("PUT", "/collections/snippet", status=201)
added = call("POST", "/collections/snippet/images", files={"image": ("cats/tom.png", picture, "image/png")}).json()
image = added["images"][0]
assert image["status"] == "added", image
call("POST", "/collections/snippet/images", params={"name": "cats/tom.png"}, data=picture, headers={"Content-Type": "image/png"})

answer = call("GET", "/search", params={"q": "a red bicycle", "k": 5, "collection": "snippet"}).json()
hit = answer["hits"][0]
assert hit["id"] == image["id"] and -1 <= hit["score"] <= 1
assert call("POST", "/search", json={"q": "a cat", "k": 1, "collection": "snippet"}).json()["hits"]
assert call("POST", "/search/image", params={"collection": "snippet"}, data=picture, headers={"Content-Type": "image/png"}).json()["hits"]
assert call("GET", "/search/image", params={"q": "a cat", "collection": "snippet"}).content == picture
assert call("GET", hit["imageUrl"]).content == picture
assert call("GET", hit["thumbnailUrl"]).headers["Content-Type"] == "image/webp"

listed = call("GET", "/collections/snippet/images").json()
assert [one["id"] for one in listed["images"]] == [image["id"]] and listed["next"] is None
assert call("POST", "/collections/snippet/images/check", json={"ids": [image["id"]]}).json()["missing"] == []
call("PUT", "/collections/snippet/aliases/snippet-now")
call("DELETE", "/collections/snippet/aliases/snippet-now", status=204)
assert call("POST", "/collections/snippet/verify", json={"deep": True}).json()["findings"] == []
assert len(call("POST", "/v1/embeddings", json={"input": "a cat"}).json()["data"][0]["embedding"]) == call("GET", "/status").json()["models"][0]["dimension"]
call("DELETE", f"/collections/snippet/images/{image['id']}", status=204)
problem = call("GET", hit["imageUrl"], status=404).json()
assert problem["code"] == "NotFound" and problem["detail"] and problem["traceId"]
call("DELETE", "/collections/snippet", status=204)
print("done")
