import type * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of a function, each of which may be an output. What takes them picks them one by one: a program may hand
 * in a whole resource that has these properties.
 *
 * @inline
 */
export type InputArgs<A> = { [N in keyof A]: pulumi.Input<A[N]> };
