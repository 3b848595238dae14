/**
 * Makes each client's key known to LiteLLM, whether it is there already or not; a key that the client had before goes.
 * It runs in LiteLLM's image, which has Python. What it prints holds no key.
 */
export const clientKeysScript = `import json
import os
import sys
import time
import urllib.error
import urllib.request

url = os.environ["LITELLM_URL"]
master = os.environ["LITELLM_MASTER_KEY"]


def call(path, body, secrets):
    data = json.dumps(body).encode()
    headers = {"Authorization": "Bearer " + master, "Content-Type": "application/json"}
    request = urllib.request.Request(url + path, data, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, ""
    except urllib.error.HTTPError as error:
        text = error.read(2000).decode(errors="replace")
        for secret in secrets:
            text = text.replace(secret, "***")
        return error.code, text


def ensure(client):
    key = os.environ[client["variable"]]
    secrets = [key, master]
    body = {"key": key, "key_alias": client["name"], "allowed_routes": ["llm_api_routes"]}
    body.update(client["limits"])
    status, text = call("/key/update", body, secrets)
    if status == 404:
        # The key is new. One that the client had before bears its name, which may not be there twice.
        call("/key/delete", {"key_aliases": [client["name"]]}, secrets)
        status, text = call("/key/generate", body, secrets)
    if status != 200:
        sys.exit("the key of %s was refused with %d: %s" % (client["name"], status, text))
    print("the key of %s is in place" % client["name"])


def patiently(client):
    for attempt in range(30):
        try:
            return ensure(client)
        except (urllib.error.URLError, OSError) as error:
            print("LiteLLM does not answer yet: %s" % error)
            time.sleep(float(os.environ.get("RETRY_SECONDS", "5")))
    sys.exit("LiteLLM does not answer")


with open(sys.argv[1]) as file:
    clients = json.load(file)
for client in clients:
    patiently(client)
`;
