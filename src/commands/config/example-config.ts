/**
 * A config file in YAML to begin with: everything is commented out. A `#` without a blank, or with two,
 * stands before what is a setting.
 */
export const exampleConfig = `# Settings of trailscan; 'trailscan help config-file' explains them; 'trailscan config show' prints
# what holds. Flags, and the variables TRAILSCAN_SOURCE and TRAILSCAN_CACHE, come before them.
# Credentials do not belong here: name a profile of ~/.aws/config.

# What is read when a command names no source: one, or a list of them.
#default_source: "@prod"

# How events are printed: table, json, ndjson, csv or markdown.
#output: table

# The zone in which times are read and shown: UTC, local or an IANA name.
#time_zone: Europe/Berlin

# The columns of a table: attributes and field paths; see 'trailscan help fields'.
#columns: [time, event, principal, source-ip, outcome]

# Whether to keep what is fetched from S3: true, false or a folder; and how much of it at most.
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
