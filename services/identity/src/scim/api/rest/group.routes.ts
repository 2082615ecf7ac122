import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../../dependencies.js';
import type { Directory } from '../../application/authenticate.js';
import { asksForMembers, groupResources } from '../../application/group-resource.js';
import type { DirectoryRequest } from '../../application/provisioning.js';
import { changeGroup, createGroup, deleteGroup } from '../../application/write-group.js';
import { type GivenGroup, readGroup } from '../../domain/attributes/group-attributes.js';
import { readGroupFilter } from '../../domain/filter/group-filter.js';
import { readListQuery } from '../../domain/list-query.js';
import { patchedGroup } from '../../domain/patch/patch-group.js';
import { readOperations } from '../../domain/patch/patch-operation.js';
import { project } from '../../domain/resource/projection.js';
import { notFound } from '../../domain/scim-error.js';
import { type ListParameters, readSearch } from '../../domain/search.js';
import { countGroups, listGroups } from '../../store/scim-group-list.store.js';
import { readBody } from './read-body.js';
import type { PageReader } from './search-all.js';

/** What the SCIM routes share. */
export type DirectoryDoor = {
  readonly baseUrl: string;
  reading<Result>(
    request: FastifyRequest,
    work: (reads: RequestReads, directory: Directory) => Promise<Result>,
  ): Promise<Result>;
  writing(request: FastifyRequest): DirectoryRequest;
  queryOf(request: FastifyRequest): ListParameters;
  listOf(resources: readonly object[], page?: { total: number; startIndex: number }): object;
};

type OfGroup = { Params: { id: string } };
type Resource = { id: string; meta: { version: string; location: string } };

/** `/Groups`: the groups of a directory with their members (RFC 7643, 4.2). Returns a reader of pages of groups. */
export function groupRoutes(scope: FastifyInstance, deps: Dependencies, door: DirectoryDoor): PageReader {
  const { baseUrl, reading, writing, queryOf, listOf } = door;

  const find = (request: FastifyRequest, id: string) =>
    reading(request, async (reads, { organizationId }) => {
      const found = isUuid(id) ? await listGroups(reads, organizationId, { id }, { offset: 0, limit: 1 }) : [];
      const [resource] = await groupResources(reads, found, { baseUrl, withMembers: asksForMembers(queryOf(request)) });
      if (resource === undefined) throw notFound();
      return resource as Resource;
    });
  const show = async (request: FastifyRequest, reply: FastifyReply, id: string) => {
    const resource = await find(request, id);
    const { attributes, excludedAttributes } = queryOf(request);
    reply.header('etag', resource.meta.version);
    return project(resource, attributes, excludedAttributes);
  };

  const pageOfGroups: PageReader = async (request, { filter, ...query }) => {
    const conditions = filter === undefined || filter.trim() === '' ? {} : readGroupFilter(filter);
    const { startIndex, count } = readListQuery(query);
    const withMembers = asksForMembers(query);
    const [total, shown] = await reading(request, async (reads, { organizationId }): Promise<[number, object[]]> => {
      if (conditions === 'none') return [0, []];
      const page = { offset: startIndex - 1, limit: count };
      const groups = count === 0 ? [] : await listGroups(reads, organizationId, conditions, page);
      const resources = await groupResources(reads, groups, { baseUrl, withMembers });
      return [await countGroups(reads, organizationId, conditions), resources];
    });
    const { attributes, excludedAttributes } = query;
    return { total, resources: shown.map((group) => project(group, attributes, excludedAttributes)) };
  };
  const list = async (request: FastifyRequest, { filter, ...query }: ListParameters) => {
    const { total, resources } = await pageOfGroups(request, { filter, ...query });
    return listOf(resources, { total, startIndex: readListQuery(query).startIndex });
  };
  scope.get('/Groups', async (request) => list(request, queryOf(request)));
  scope.post('/Groups/.search', async (request) => list(request, readSearch(readBody(request.body))));
  scope.get<OfGroup>('/Groups/:id', async (request, reply) => show(request, reply, request.params.id));
  scope.post('/Groups', async (request, reply) => {
    const id = await createGroup(deps, writing(request), readGroup(readBody(request.body)));
    reply.code(201).header('location', `${baseUrl}/Groups/${id}`);
    return show(request, reply, id);
  });
  scope.put<OfGroup>('/Groups/:id', async (request, reply) => {
    const given = readGroup(readBody(request.body));
    await changeGroup(deps, writing(request), request.params.id, () => given);
    return show(request, reply, request.params.id);
  });
  // Without a body: directories expect none for groups, and all members may be a large one.
  scope.patch<OfGroup>('/Groups/:id', async (request, reply) => {
    const operations = readOperations(readBody(request.body));
    const patched = (group: GivenGroup) => patchedGroup(group, operations);
    await changeGroup(deps, writing(request), request.params.id, patched);
    if (queryOf(request).attributes !== undefined) return show(request, reply, request.params.id);
    return reply.code(204).removeHeader('content-type').send();
  });
  scope.delete<OfGroup>('/Groups/:id', async (request, reply) => {
    await deleteGroup(deps, writing(request), request.params.id);
    return reply.code(204).removeHeader('content-type').send();
  });
  return pageOfGroups;
}
