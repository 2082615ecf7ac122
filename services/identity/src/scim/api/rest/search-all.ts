import type { FastifyRequest } from 'fastify';
import { readListQuery } from '../../domain/list-query.js';
import { ScimError } from '../../domain/scim-error.js';
import type { ListParameters } from '../../domain/search.js';

/** A page of resources of one type, and the number of all of them. */
export type ResourcePage = { readonly total: number; readonly resources: readonly object[] };

/** Reads a page of one type of resource. */
export type PageReader = (request: FastifyRequest, query: ListParameters) => Promise<ResourcePage>;

/**
 * Reads a page across all types of resources, one type after the other (RFC 7644, 3.4.3). A filter that does not apply
 * to a type finds none of it; a filter that applies to no type is rejected.
 */
export async function searchAll(
  readers: readonly PageReader[],
  request: FastifyRequest,
  query: ListParameters,
): Promise<ResourcePage & { startIndex: number }> {
  const { startIndex, count } = readListQuery({ startIndex: query.startIndex, count: query.count });
  const resources: object[] = [];
  const rejections: ScimError[] = [];
  let [total, offset] = [0, startIndex - 1];
  for (const read of readers) {
    const rest = { startIndex: String(offset + 1), count: String(count - resources.length) };
    const page = await read(request, { ...query, ...rest }).catch((error: unknown) => {
      if (!(error instanceof ScimError) || error.scimType !== 'invalidFilter') throw error;
      rejections.push(error);
      return { total: 0, resources: [] };
    });
    resources.push(...page.resources);
    total += page.total;
    offset = Math.max(0, offset - page.total);
  }
  if (rejections.length === readers.length && rejections[0] !== undefined) throw rejections[0];
  return { total, resources, startIndex };
}
