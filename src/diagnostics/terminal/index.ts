/** The door to what is printed for people: for who would otherwise wait for the table of rules. */
export { formatTerminal, sumUp } from '../format-terminal.ts'
export { UsageError } from '../usage-error.ts'
