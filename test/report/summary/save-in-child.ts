/** Saves values of its own into a baseline, again and again: PATH NAME TIMES SIZE. */
import { addWindow, emptyBaseline, ofEachKind } from '../../../src/report/summary/baseline.ts';
import { saveBaseline } from '../../../src/report/summary/baseline-file.ts';

const [path = '', name = '', times = '', size = ''] = process.argv.slice(2);
for (let time = 0; time < Number(times); time++) {
  const values = Array.from({ length: Number(size) }, (_, at) => `${name} ${time} ${at}`);
  const seen = ofEachKind(() => values);
  await saveBaseline(path, addWindow(emptyBaseline(), Date.UTC(2026, 10, 1 + time), seen));
  process.stdout.write('saved\n');
}
