"""
Answers a job with ClickHouse, in this process (the package chdb of PyPI), on all cores:
`python3 bench/clickhouse.py JOB FOLDER`. It does not tell repeated deliveries apart.
"""

import os
import sys

import chdb

job, folder = sys.argv[1:]
pattern = os.path.join(os.path.abspath(folder), "**", "*.json.gz").replace("'", "\\'")
columns = {
    "count": "eventName String, eventID String",
    "by-event": "eventName String, eventID String",
    "selective": "eventName String, eventSource String, eventID String",
}[job]
events = (
    "(SELECT arrayJoin(Records) AS event FROM "
    f"file('{pattern}', 'JSONEachRow', 'Records Array(Tuple({columns}))'))"
)
queries = {
    "count": f"SELECT count() FROM {events}",
    "by-event": f"SELECT event.eventName AS name, count() FROM {events} GROUP BY name",
    "selective": f"SELECT event.eventID FROM {events} WHERE event.eventName = 'TerminateInstances' "
    "AND event.eventSource = 'ec2.amazonaws.com'",
}
settings = f"max_threads = {os.cpu_count()}, input_format_skip_unknown_fields = 1"
print(chdb.query(f"{queries[job]} SETTINGS {settings}", "CSV"))
