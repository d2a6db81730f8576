/**
 * Exit codes, the same for every command. `unread` is what a shell gives for a program that a broken pipe ended
 * (128 and the number of SIGPIPE), so `set -o pipefail` sees what it sees of other tools.
 */
export const exitCodes = {
  clean: 0,
  findings: 1,
  usage: 2,
  incomplete: 3,
  unread: 141,
  interrupted: 130,
} as const
