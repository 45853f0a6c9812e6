/**
 * An example config file in YAML in which everything is commented out. A `#` followed by no space,
 * or by two, marks a setting; one followed by a single space marks prose.
 */
export const exampleConfig = `# Settings of trailscan; 'trailscan help config-file' explains them; 'trailscan config show' prints
# those in effect. Flags, TRAILSCAN_SOURCE and TRAILSCAN_CACHE take precedence over this file.
# Credentials do not belong here: name a profile of ~/.aws/config.

# The source to read when a command names none: one, or a list of them.
#default_source: "@prod"

# How events are printed: table, json, ndjson, csv or markdown.
#output: table

# The zone in which times are read and shown: UTC, local or an IANA name.
#time_zone: Europe/Berlin

# The columns of a table: attributes and field paths; see 'trailscan help fields'.
#columns: [time, event, principal, source-ip, outcome]

# Whether secrets are masked: true or false for all formats; otherwise markdown and html only.
#redact: true

# Accounts of your own, with or without names: 'what' calls others foreign. Those in the names of the
# files that are read need not be listed.
#accounts:
#  - 111122223333
#  - prod: 444455556666

# Whether to keep files fetched from S3: true, false or a folder; and the maximum size of the cache.
#cache: true
#cache_size: 20GB

# Sources by name: 'trailscan query @prod'. Only uri is required: a source or a list of them. Paths
# are relative to this file's folder.
#sources:
#  prod:
#    uri: s3://my-trail-bucket/AWSLogs/
#    profile: audit
#    region: eu-central-1
#    role_arn: arn:aws:iam::111122223333:role/Audit
#    external_id: "abc"
#    cache: /var/cache/trailscan
#    requester_pays: false
#  archive:
#    uri: [~/trails/2024, ~/trails/2025]
`;
