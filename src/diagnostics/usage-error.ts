/** The command was called wrongly: printed in one line, exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}
