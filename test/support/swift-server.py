"""Serves an empty S3 with OpenStack Swift (Debian's python3-swift) until the input ends.

    /usr/bin/python3 swift-server.py
    /usr/bin/python3 swift-server.py --check

The four servers of a Swift with one replica run in this one process, on free ports of 127.0.0.1; it
prints the port of the server that speaks S3. With --check it reports why Swift cannot run here, if so.
"""

import os
import sys
import tempfile
from time import time as now

try:
    import eventlet
    import eventlet.wsgi
    from swift.common import utils, wsgi
    from swift.common.ring import RingBuilder
except ImportError as error:
    print(f"python3-swift is not installed ({error})")
    sys.exit(1)

SETTINGS = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
log_level = ERROR
log_address = /nowhere
# Long timeouts: on a busy machine, everything is slow without being broken.
conn_timeout = 60
node_timeout = 60
container_update_timeout = 60
error_suppression_limit = 1000000
"""

STORAGE = """
[pipeline:main]
pipeline = {kind}-server

[app:{kind}-server]
use = egg:swift#{kind}
"""

PROXY = """
[pipeline:main]
pipeline = catch_errors listing_formats s3api tempauth slo proxy-server

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:listing_formats]
use = egg:swift#listing_formats

[filter:s3api]
use = egg:swift#s3api
min_segment_size = 65536

[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
user_test_stranger = estranged

[filter:slo]
use = egg:swift#slo

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""


def serve(folder):
    eventlet.hubs.use_hub(utils.get_hub())
    utils.eventlet_monkey_patch()
    # The data need not survive a power failure.
    os.fsync = os.fdatasync = lambda _: None
    os.makedirs(os.path.join(folder, "devices", "disk"))
    write(folder, "swift.conf", "[swift-hash]\nswift_hash_path_suffix = trailscan\n")
    utils.set_swift_dir(folder)
    for kind in "account", "container", "object":
        save_ring(folder, kind, start(folder, kind, STORAGE.format(kind=kind)))
    print(start(folder, "proxy", PROXY), flush=True)
    eventlet.hubs.trampoline(sys.stdin.fileno(), read=True)


def start(folder, kind, settings):
    """Starts a server, and returns its port."""
    settings = SETTINGS.format(folder=folder) + settings
    app = wsgi.loadapp(write(folder, f"{kind}-server.conf", settings), {"log_name": kind})
    listener = eventlet.listen(("127.0.0.1", 0))
    eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        with_cache(app),
        protocol=wsgi.SwiftHttpProtocol,
        # Swift writes its headers in the case that S3 uses: ETag.
        capitalize_response_headers=False,
        log_output=False,
    )
    return listener.getsockname()[1]


def save_ring(folder, kind, port):
    """Writes the ring that stores everything on the only disk."""
    ring = RingBuilder(part_power=4, replicas=1, min_part_hours=0)
    place = {"region": 1, "zone": 1, "weight": 1, "ip": "127.0.0.1", "port": port}
    replication = {"replication_ip": "127.0.0.1", "replication_port": port}
    ring.add_dev({"id": 0, "device": "disk", **place, **replication})
    ring.rebalance(seed="trailscan")
    ring.get_ring().save(os.path.join(folder, f"{kind}.ring.gz"))


class Cache:
    """Replaces memcached."""

    def __init__(self):
        self.kept = {}

    def set(self, key, value, time=0, **_):
        self.kept[key] = value, (now() + time if time else float("inf"))

    def get(self, key, **_):
        value, end = self.kept.get(key, (None, 0))
        return value if now() < end else None

    def delete(self, key, **_):
        self.kept.pop(key, None)


def with_cache(app):
    cache = Cache()

    def call(environment, start_response):
        environment["swift.cache"] = cache
        return app(environment, start_response)

    return call


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def check(folder):
    """Checks for extended attributes, in which Swift keeps the metadata of objects."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        try:
            os.setxattr(file.name, "user.swift", b"1")
        except OSError:
            print(f"{tempfile.gettempdir()} does not support extended attributes")
            sys.exit(1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="trailscan-swift-") as folder:
        check(folder) if "--check" in sys.argv else serve(folder)
