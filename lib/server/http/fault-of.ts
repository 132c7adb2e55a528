/** What the log keeps of an error of ours: nothing of what was given. */
export function faultOf(error: unknown): { readonly message: string; readonly stack?: string | undefined } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, stack: error.stack };
}
