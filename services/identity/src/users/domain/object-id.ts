declare const objectId: unique symbol;

/** Who a person is in their organisation's directory (`oid`); a GUID compares without case, anything else exactly. */
export type ObjectId = string & { readonly [objectId]: true };

const OBJECT_ID = /^[^\p{Cc}\p{Cs}]{1,255}$/u;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id in the form in which it is stored and compared: a GUID in lower case. Undefined for what no directory issues:
 * nothing, more than 255 characters, or what is no text.
 */
export function parseObjectId(text: string): ObjectId | undefined {
  if (!OBJECT_ID.test(text)) return undefined;
  return (GUID.test(text) ? text.toLowerCase() : text) as ObjectId;
}
