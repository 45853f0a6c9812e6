/**
 * Compiles assembly/ to WebAssembly and writes it, as text, to src/decode/scanner/scanner-wasm.ts.
 * It is bundled from there, so that nothing has to be found or fetched at run time.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'trailscan-build-'));
try {
  const outFile = join(folder, 'scanner.wasm');
  const { error, stderr } = await main([
    ...['assembly/scanner.ts', 'assembly/inflate.ts'],
    ...['--outFile', outFile],
    ...['-O3', '--converge', '--noAssert'],
    ...['--runtime', 'stub', '--use', 'abort='],
    ...['--enable', 'simd', '--enable', 'bulk-memory'],
    ...['--initialMemory', '1'],
  ]);
  if (error) throw new Error(stderr.toString(), { cause: error });
  const text = `export const scannerWasm = '${readFileSync(outFile, 'base64')}';\n`;
  writeFileSync('src/decode/scanner/scanner-wasm.ts', text);
} finally {
  rmSync(folder, { recursive: true });
}
