/** The packages whose code a bundle holds: their licences, and a bill of materials. */

import { readdirSync, readFileSync } from 'node:fs';

/** Returns the folders of the packages from which these files are, by name. */
export function packageFolders(files) {
  const folders = files.flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** Returns the licences of packages, one after the other. */
export function licensesOf(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = manifestOf(folder);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(`${folder}/${file}`, 'utf8') : `${license}\n`;
      return `${name} ${version}\n\n${text}`;
    })
    .join('\n');
}

/** Returns the bill of materials of an application in JSON (CycloneDX 1.6). */
export function billOfMaterials(application, folders) {
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: componentOf('application', application) },
    components: folders.map((folder) => componentOf('library', manifestOf(folder))),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function componentOf(type, { name, version, license }) {
  // https://github.com/package-url/purl-spec: the @ of a scope is escaped.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] };
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
}
