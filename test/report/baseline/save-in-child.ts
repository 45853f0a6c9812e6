/** Saves its own values into a baseline repeatedly. Arguments: PATH NAME TIMES SIZE. */
import { addWindow, emptyBaseline } from '../../../src/report/baseline/baseline.ts';
import { saveBaseline } from '../../../src/report/baseline/baseline-file.ts';
import { seenBy } from './seen-by.ts';

const [path = '', name = '', times = '', size = ''] = process.argv.slice(2);
for (let time = 0; time < Number(times); time++) {
  const values = Array.from({ length: Number(size) }, (_, at) => `${name} ${time} ${at}`);
  await saveBaseline(
    path,
    addWindow(emptyBaseline(), Date.UTC(2026, 10, 1 + time), seenBy(values)),
  );
  process.stdout.write('saved\n');
}
