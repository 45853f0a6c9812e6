import { andMore, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';
import { portsOf } from './network-rules.ts';

/**
 * Describes ports of a Lightsail instance: `0.0.0.0/0 → tcp 443 of blog-1 opened`. Without ranges,
 * they are for all.
 */
export function openedPorts(path: string, ending: string): Describe {
  return (call) => {
    const infos = call.values(path);
    const [first] = infos;
    const text = (key: string) => textOf(valuesAt(first, key)[0]);
    const protocol = text('protocol');
    if (protocol === undefined) return undefined;
    const ports = portsOf(protocol, text('fromPort'), text('toPort'));
    const peer = text('cidrs') ?? text('ipv6Cidrs') ?? '0.0.0.0/0';
    const more = andMore(Math.max(0, infos.length - 1), infos.length, 'rule');
    const rule = phrase`${peer} → ${ports}`;
    return phrase`${rule} of ${call.name('instanceName')}${more}${words(ending)}`;
  };
}
