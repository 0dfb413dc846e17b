declare const brand: unique symbol

/** A value that cannot be mistaken for another of the same runtime type: `ForceId` is not `PersonId`. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
