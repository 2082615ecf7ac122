/** `Yes` for a writable field; getters are readonly. */
type IfWritable<T, Name extends keyof T, Yes> =
  (<Any>() => Any extends { [Key in Name]: T[Name] } ? 1 : 2) extends <Any>() => Any extends {
    -readonly [Key in Name]: T[Name];
  }
    ? 1
    : 2
    ? Yes
    : never;

/** Fields of a new instance: all except methods, getters and private fields. Optional ones may be omitted. */
type FieldsOf<T> = {
  // biome-ignore lint/suspicious/noExplicitAny: a method of any signature is a method
  [Name in keyof T as T[Name] extends (...parameters: any[]) => unknown ? never : IfWritable<T, Name, Name>]: T[Name];
};

/** Makes the argument unassignable when it has a field that the class does not have. */
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
