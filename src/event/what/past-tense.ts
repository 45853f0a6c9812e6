/**
 * The verbs with which names of calls begin, and their past participles: `described`, `sent`. They
 * are those of the actions that AWS publishes (Service Authorization Reference).
 */
const regular = `
  abort accept access acknowledge activate add advertise allocate allow alter analyze apply approve archive assign
  associate assume attach authenticate authorize backtrack bundle bypass calculate call cancel change check claim clear
  clone close commit compare complete compose configure confirm connect continue convert copy count create deactivate
  deauthorize decline decode decrease decrypt define delete deliver deploy deprecate deprovision deregister derive
  describe detach detect disable disallow disassociate disconnect discover dismiss dissociate distribute download duplicate enable
  encrypt end evaluate evict execute exit expand expire export extend failover fetch filter finalize flush generate grant
  import include increase index ingest initialize initiate inject install invalidate invite invoke issue join label
  launch leave link list load lock log lookup manage mark merge migrate monitor mount move notify open override
  pause perform poll post predict prepare preview process promote provision publish purchase purge query reboot rebuild
  receive record redeem refresh register reject release reload remove rename renew reorder replace replicate report
  request resend reset resize resolve respond restart restore resume resync retire retrieve retry return reveal revoke
  rollback rotate sample save scan schedule search select send set share shutdown sign signal simulate skip start stop
  store stream submit subscribe suspend swap switchover synchronize tag terminate test transfer transform translate
  unarchive unassign undeprecate unlabel unlink unlock unmonitor unpublish unsubscribe untag upgrade upload
  validate verify view withdraw write
`;

const irregular: Readonly<Record<string, string>> = {
  failover: 'failed over',
  forget: 'forgotten',
  get: 'read',
  leave: 'left',
  lookup: 'looked up',
  modify: 'changed',
  put: 'set',
  read: 'read',
  resend: 'sent again',
  reset: 'reset',
  resync: 'synchronized',
  rollback: 'rolled back',
  run: 'run',
  send: 'sent',
  set: 'set',
  shutdown: 'shut down',
  switchover: 'switched over',
  update: 'changed',
  withdraw: 'withdrawn',
  write: 'written',
};

/** Verbs whose last consonant is doubled. */
const doubled = new Set([
  'cancel',
  'commit',
  'label',
  'log',
  'stop',
  'submit',
  'swap',
  'tag',
  'untag',
  'unlabel',
]);

const verbs = new Set([...regular.trim().split(/\s+/), ...Object.keys(irregular)]);

/** Objects of `Put` that are not settings: `PutEvents`, `PutMetricData`, `PutInventory`. */
const contents =
  /^(?:data|documents?|events?|feedback|inventory|items?|messages?|objects?|records?|segments|values?)$/;

/**
 * Returns the past participle of a verb, in lower case; undefined when it is not a known verb.
 *
 * @param noun The last word of its object.
 */
export function pastOf(verb: string, noun = ''): string | undefined {
  if (!verbs.has(verb)) return undefined;
  if (verb === 'put' && contents.test(noun)) return 'written';
  if (Object.hasOwn(irregular, verb)) return irregular[verb];
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return doubled.has(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}
