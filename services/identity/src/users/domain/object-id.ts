declare const objectId: unique symbol;

/**
 * The id of a person in the directory of the organization (`oid`). A GUID compares without case, any other id exactly.
 */
export type ObjectId = string & { readonly [objectId]: true };

const OBJECT_ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id as it is stored and compared: a GUID in lower case. Undefined for empty text, more than 255 characters or
 * malformed text.
 */
export function parseObjectId(text: string): ObjectId | undefined {
  if (!OBJECT_ID.test(text)) return undefined;
  return (GUID.test(text) ? text.toLowerCase() : text) as ObjectId;
}
