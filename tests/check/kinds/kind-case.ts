/** A document, and the codes that it gives; most give one. */
export type KindCase = readonly [name: string, text: string, ...codes: string[]];
