import { services } from '../../../event/service-table.ts';
import type { Page } from '../page.ts';

/** `trailscan help services`. */
export const servicesPage: Page = {
  intro:
    '--service takes any of these names, ignoring case, spaces and hyphens, with or without ' +
    'Amazon and AWS; a full eventSource such as ec2.amazonaws.com; or a pattern such as ' +
    "'cloud*'. A name that several services share means all of them.",
  sections: [
    {
      heading: 'Services',
      rows: services.map(({ prefix, name, aliases }) => [prefix, [name, ...aliases].join(', ')]),
    },
  ],
};
