/** `Yes` for a field that can be assigned; a getter cannot. */
type IfWritable<T, Name extends keyof T, Yes> =
  (<Any>() => Any extends { [Key in Name]: T[Name] } ? 1 : 2) extends <Any>() => Any extends {
    -readonly [Key in Name]: T[Name];
  }
    ? 1
    : 2
    ? Yes
    : never;

/** What a new instance needs: every field but methods, getters and what is private; optional ones may be left out. */
type FieldsOf<T> = {
  // biome-ignore lint/suspicious/noExplicitAny: a method of any signature is a method
  [Name in keyof T as T[Name] extends (...parameters: any[]) => unknown ? never : IfWritable<T, Name, Name>]: T[Name];
};

/** A field that the class does not have makes the argument unassignable. */
type NoOthers<Given, Fields> = Given & Record<Exclude<keyof Given, keyof Fields>, never>;

/**
 * A new instance of an object type. It does not compile with a field forgotten, misspelled or too many, also when the
 * fields are spread from another object:
 *
 *     return objectOf(UserType, { id: user.id, email: user.email, manager: null });
 */
export function objectOf<T extends object, Given extends FieldsOf<T>>(
  type: new () => T,
  fields: NoOthers<Given, FieldsOf<T>>,
): T {
  return Object.assign(new type(), fields);
}
