type Member = { readonly __typename: string };

/** A member that this version of the client does not know. Unions may grow. */
export type UnknownMember = { readonly __typename: string; readonly message?: string };

type Handlers<Union extends Member> = {
  readonly [Name in Union['__typename']]: (member: Extract<Union, { readonly __typename: Name }>) => unknown;
} & { readonly unknown: (member: UnknownMember) => unknown };

/** The value of the handler for the member of a result union: every member needs one, and `unknown`. */
export function match<Union extends Member, H extends Handlers<Union>>(
  result: Union,
  handlers: H,
): ReturnType<H[Union['__typename'] | 'unknown']> {
  const known = Object.hasOwn(handlers, result.__typename);
  const handler = handlers[known ? (result.__typename as keyof H) : 'unknown'] as (member: Union) => unknown;
  return handler(result) as ReturnType<H[Union['__typename'] | 'unknown']>;
}
