/**
 * The only function of the YAML package used here. Its bundle has named exports only for static
 * imports like this.
 */
export { stringify } from 'yaml';
