/** Exit codes, the same for every command. */
export const exitCodes = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const
