// Addresses are those of a real portal, so links in tasks, comments and apps lead to the right place.
export function readRoute(path) {
  const user = path.match(/^\/company\/personal\/user\/(\d+)\//)?.[1];
  const group = path.match(/^\/workgroups\/group\/(\d+)\//)?.[1];
  const task = path.match(/\/tasks\/task\/view\/(\d+)\/?$/)?.[1] ?? (/\/tasks\/task\/edit\/0\/?$/.test(path) ? 'new' : undefined);
  const app = path.match(/^\/marketplace\/view\/([^/]+)\/?$/)?.[1];
  if (app) return { page: 'app', app: decodeURIComponent(app) };
  if (path.startsWith('/marketplace/')) return { page: 'apps' };
  const crm = path.match(/^\/crm\/(?:type\/(128)|(contact|company|lead|deal))\/(?:list|details\/(\d+))\/?$/);
  if (crm || path.startsWith('/crm/')) return { page: 'crm', kind: crm?.[1] ? 'process' : crm?.[2] ?? 'contact', item: crm?.[3] };
  return { page: 'tasks', user, group, task, back: group ? groupPath(group) : user ? `/company/personal/user/${user}/tasks/` : '/tasks/' };
}

export const groupPath = id => `/workgroups/group/${id}/tasks/`;
export const crmPath = (kind, id) => `/crm/${kind === 'process' ? 'type/128' : kind}/${id ? `details/${id}` : 'list'}/`;
export const appPath = id => `/marketplace/view/${encodeURIComponent(id)}/`;
