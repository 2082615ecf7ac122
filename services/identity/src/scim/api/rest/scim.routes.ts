import { RequestReads } from '@app/subgraph-kit/database/reads';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Dependencies } from '../../../dependencies.js';
import type { AccessTokens } from '../../application/access-token.js';
import { authenticate, type Directory } from '../../application/authenticate.js';
import { changeUser, deleteUser } from '../../application/change-user.js';
import { createUser } from '../../application/create-user.js';
import { recordMismatchOnConflict } from '../../application/external-id-conflict.js';
import { findUser, listUsers } from '../../application/list-users.js';
import type { DirectoryRequest } from '../../application/provisioning.js';
import { readUser } from '../../domain/attributes/read-user.js';
import type { DirectoryUser } from '../../domain/directory-user.js';
import { coreSchemas } from '../../domain/discovery/core-schemas.js';
import { groupResourceType, groupSchema } from '../../domain/discovery/group-discovery.js';
import {
  enterpriseSchema,
  serviceProviderConfig,
  userResourceType,
  userSchema,
} from '../../domain/discovery/user-discovery.js';
import { readListQuery } from '../../domain/list-query.js';
import { assertKeepsRequired, readOperations } from '../../domain/patch/patch-operation.js';
import { patchedAttributes } from '../../domain/patch/patch-user.js';
import { project } from '../../domain/resource/projection.js';
import { userResource, versionOf } from '../../domain/resource/user-resource.js';
import { notFound, rejected, SCIM_MEDIA_TYPE, ScimError } from '../../domain/scim-error.js';
import { type ListParameters, readSearch } from '../../domain/search.js';
import { recordMethods } from './allowed-methods.js';
import { groupRoutes } from './group.routes.js';
import { LARGEST_BODY, readBody } from './read-body.js';
import { type PageReader, searchAll } from './search-all.js';
import { rejectWithoutToken, sendError } from './send-error.js';

export type ScimDependencies = Dependencies & {
  readonly pool: Pool;
  readonly log: Logger;
  readonly accessTokens: AccessTokens;
  /** The public URL of the gateway, which directories use. */
  readonly publicUrl: string;
};

type OfUser = { Params: { id: string } };

declare module 'fastify' {
  interface FastifyRequest {
    /** The directory that sends the request; set on SCIM routes. */
    directory: Directory | null;
  }
}

/** `/scim/v2`: the directory of an organization provisions its users (RFC 7644), with a token of its own. */
export function scimRoutes(app: FastifyInstance, deps: ScimDependencies): void {
  app.decorateRequest('directory', null);
  app.register(
    (scope, _options, done) => {
      scimScope(scope, deps);
      done();
    },
    { prefix: '/scim/v2' },
  );
}

function scimScope(scope: FastifyInstance, deps: ScimDependencies): void {
  const baseUrl = `${deps.publicUrl}/scim/v2`;
  const show = (user: DirectoryUser, request: FastifyRequest, reply: FastifyReply) => {
    const { attributes, excludedAttributes } = queryOf(request);
    reply.header('etag', versionOf(user));
    return project(userResource(user, baseUrl), attributes, excludedAttributes);
  };

  const methods = recordMethods(scope);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/scim+json', 'application/json'],
    { parseAs: 'buffer', bodyLimit: LARGEST_BODY },
    (_request, body, done) => done(null, body),
  );
  scope.setErrorHandler((error, _request, reply) => sendError(error, reply, deps.log));
  scope.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'content-type': SCIM_MEDIA_TYPE, 'cache-control': 'no-store' });
    if (request.identity?.caller.kind !== 'gateway') throw new ScimError(403, 'For the gateway only.');
    const authorization = request.headers['x-client-authorization'];
    request.directory = (await authenticate(deps, authorization?.toString())) ?? null;
    if (request.directory === null) return rejectWithoutToken(reply, authorization !== undefined);
  });

  const pageOfUsers: PageReader = async (request, query) => {
    const list = readListQuery(query);
    const { total, users } = await reading(deps, request, (reads, { organizationId }) =>
      listUsers(reads, organizationId, list),
    );
    const { attributes, excludedAttributes } = query;
    const shown = users.map((user) => project(userResource(user, baseUrl), attributes, excludedAttributes));
    return { total, resources: shown };
  };
  const list = async (request: FastifyRequest, query: ListParameters) => {
    const { total, resources } = await pageOfUsers(request, query);
    return listOf(resources, { total, startIndex: readListQuery(query).startIndex });
  };
  scope.get('/Users', async (request) => list(request, queryOf(request)));
  scope.post('/Users/.search', async (request) => list(request, readSearch(readBody(request.body))));
  scope.get<OfUser>('/Users/:id', async (request, reply) => {
    const { id } = request.params;
    const user = await reading(deps, request, (reads, { organizationId }) => findUser(reads, organizationId, id));
    if (user === undefined) throw notFound();
    return show(user, request, reply);
  });
  scope.post('/Users', async (request, reply) => {
    const user = await createUser(deps, writing(request), readUser(readBody(request.body)));
    reply.code(201).header('location', `${baseUrl}/Users/${user.id}`);
    return show(user, request, reply);
  });
  scope.put<OfUser>('/Users/:id', async (request, reply) => {
    const attributes = readUser(readBody(request.body));
    const changed = changeUser(deps, writing(request), request.params.id, () => attributes);
    return show(await recordMismatchOnConflict(deps, writing(request).requestId, changed), request, reply);
  });
  scope.patch<OfUser>('/Users/:id', async (request, reply) => {
    const body = readBody(request.body);
    assertKeepsRequired(readOperations(body));
    const patched = (user: DirectoryUser) => patchedAttributes(user, body);
    const changed = changeUser(deps, writing(request), request.params.id, patched);
    return show(await recordMismatchOnConflict(deps, writing(request).requestId, changed), request, reply);
  });
  scope.delete<OfUser>('/Users/:id', async (request, reply) => {
    await deleteUser(deps, writing(request), request.params.id);
    return reply.code(204).removeHeader('content-type').send();
  });

  scope.get('/ServiceProviderConfig', async () => serviceProviderConfig(baseUrl));
  describeServer(scope, '/ResourceTypes', [userResourceType(baseUrl), groupResourceType(baseUrl)]);
  describeServer(scope, '/Schemas', [
    userSchema(baseUrl),
    enterpriseSchema(baseUrl),
    groupSchema(baseUrl),
    ...coreSchemas(baseUrl),
  ]);
  const pageOfGroups = groupRoutes(scope, deps, {
    ...{ baseUrl, writing, queryOf, listOf },
    reading: (request, work) => reading(deps, request, work),
  });
  scope.post('/.search', async (request) => {
    const found = await searchAll([pageOfUsers, pageOfGroups], request, readSearch(readBody(request.body)));
    return listOf(found.resources, found);
  });
  methods.rejectOthers();
  scope.all('/*', async () => {
    throw notFound();
  });
}

/** The descriptions of the server: the whole list, and each one by id. */
function describeServer(scope: FastifyInstance, path: string, resources: readonly { readonly id: string }[]): void {
  scope.get(path, async (request) => {
    // A client that filters would mistake the whole list for the result (RFC 7644, 4).
    if ('filter' in (request.query as object))
      throw new ScimError(403, 'The descriptions of the server have no filter.');
    return listOf(resources);
  });
  scope.get<OfUser>(`${path}/:id`, async (request) => {
    const found = resources.find(({ id }) => id === request.params.id);
    if (found === undefined) throw notFound();
    return found;
  });
}

/** Runs reads of one request in the tenant scope of the directory. */
async function reading<Result>(
  { pool }: ScimDependencies,
  request: FastifyRequest,
  work: (reads: RequestReads, directory: Directory) => Promise<Result>,
): Promise<Result> {
  const directory = directoryOf(request);
  const reads = new RequestReads(pool, { organizationId: directory.organizationId });
  try {
    return await work(reads, directory);
  } finally {
    await reads.close();
  }
}

function writing(request: FastifyRequest): DirectoryRequest {
  return { ...directoryOf(request), requestId: request.identity?.requestId ?? 'none' };
}

function directoryOf({ directory }: FastifyRequest): Directory {
  if (directory === null) throw new Error('A route of SCIM was reached without a token.');
  return directory;
}

function queryOf({ query }: FastifyRequest): ListParameters {
  if (Object.values(query as object).some((value) => typeof value !== 'string'))
    throw rejected('invalidValue', 'A parameter is given once.');
  return query as Record<string, string>;
}

function listOf(resources: readonly object[], page = { total: resources.length, startIndex: 1 }): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: page.total,
    startIndex: page.startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
