/** The media type of every response with a body. */
export const SCIM_MEDIA_TYPE = 'application/scim+json; charset=utf-8';

/** The kinds of 400 and 409 that occur here (RFC 7644, table 9). */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness';

/** An error in the form of SCIM. */
export class ScimError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly scimType?: ScimType,
  ) {
    super(detail);
  }

  /** The body of the response (RFC 7644, 3.12), in which the status is a text. */
  get body(): object {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(this.status),
      ...(this.scimType !== undefined && { scimType: this.scimType }),
      detail: this.detail,
    };
  }
}

/** The error of an invalid or conflicting request. */
export function rejected(scimType: ScimType, detail: string): ScimError {
  return new ScimError(scimType === 'uniqueness' ? 409 : 400, detail, scimType);
}

/** One error for absent, deleted and foreign resources. */
export function notFound(): ScimError {
  return new ScimError(404, 'There is no such resource.');
}
