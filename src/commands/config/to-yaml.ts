/** What is used of the YAML package here: its bundle has names only for whoever imports them so. */
export { stringify } from 'yaml';
