/** Why a text does not have a format: completes "<setting> …"; the hint says what to write instead. */
export interface FormatFault {
  readonly message: string;
  readonly hint: string;
}

/** Returns what is wrong with a text, or nothing. */
export type FormatCheck = (text: string) => FormatFault | undefined;

/** Makes a fault. */
export function fault(message: string, hint: string): FormatFault {
  return { message, hint };
}
