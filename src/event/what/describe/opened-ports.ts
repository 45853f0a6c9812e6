import { nothing, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/**
 * Describes ports of a Lightsail instance: `0.0.0.0/0 → tcp 443 of blog-1 opened`. Without ranges,
 * they are for all.
 */
export function openedPorts(path: string, ending: string): Describe {
  return (call) => {
    const infos = call.values(path);
    const [first] = infos;
    const text = (key: string) => textOf(valuesAt(first, key)[0]);
    const [from, to] = [text('fromPort'), text('toPort')];
    const ports = to === undefined || to === from ? from : `${from}–${to}`;
    const peer = text('cidrs') ?? text('ipv6Cidrs') ?? '0.0.0.0/0';
    const more = infos.length > 1 ? words(` and ${infos.length - 1} more`) : nothing;
    const rule = phrase`${peer} → ${text('protocol')} ${ports}`;
    return phrase`${rule} of ${call.name('instanceName')}${words(ending)}${more}`;
  };
}
