/**
 * Prints DuckDB's answer to a job of the benchmark, one row per line:
 * `node bench/duckdb.mjs JOB FOLDER compact|pretty`, on all cores.
 *
 * Each query is in the fastest form that we found: the columns are given, so that nothing is
 * sniffed, and only those that the query needs; a compact document is read as a line, with buffers
 * no larger than it needs.
 */
import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';

const [job, folder, json] = process.argv.slice(2);

const files = `'${folder.replaceAll("'", "''")}/**/*.json.gz'`;
const options =
  json === 'compact'
    ? "format = 'newline_delimited', maximum_object_size = 1048576"
    : "format = 'unstructured', maximum_object_size = 1100000000";

const queries = {
  count: `SELECT sum(len(Records)) FROM ${records('eventName VARCHAR')}`,
  'by-event': countBy('eventName', 'eventName VARCHAR'),
  'by-role': countBy(
    'userIdentity.sessionContext.sessionIssuer.userName',
    'userIdentity STRUCT(sessionContext STRUCT(sessionIssuer STRUCT(userName VARCHAR)))',
  ),
  // Whole events are printed faster from the documents than from a column of JSON.
  selective: `
    SELECT record::VARCHAR
    FROM (SELECT unnest(json -> '$.Records[*]') AS record FROM read_json_objects(${files}, ${options}))
    WHERE (record ->> 'eventName') = 'TerminateInstances'
      AND (record ->> 'eventSource') = 'ec2.amazonaws.com'`,
};

const instance = await DuckDBInstance.create(':memory:', {
  threads: String(availableParallelism()),
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const result = await connection.runAndReadAll(queries[job]);
const lines = result.getRowsJson().map((row) => `${row.join('\t')}\n`);
process.stdout.write(lines.join(''));

function countBy(field, column) {
  return `
    SELECT name, count(*) AS events
    FROM (SELECT unnest(Records).${field} AS name FROM ${records(column)})
    GROUP BY name
    ORDER BY events DESC, name`;
}

function records(column) {
  return `read_json(${files}, ${options}, columns = {Records: 'STRUCT(${column})[]'})`;
}
