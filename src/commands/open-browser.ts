import { spawn } from 'node:child_process'

/** What opens an address in the browser of whoever is at this machine: a program and what it is given. */
export function browserCommand(platform: NodeJS.Platform, address: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]]
  // To the shell of Windows `&` would end the command.
  if (platform === 'win32') return ['cmd', ['/c', 'start', '""', address.replaceAll('&', '^&')]]
  return ['xdg-open', [address]]
}

/** Opens an address in the browser; where that cannot be done, the one who reads the terminal does it. */
export function openBrowser(address: string): void {
  const [program, given] = browserCommand(process.platform, address)
  spawn(program, given, { detached: true, stdio: 'ignore', windowsVerbatimArguments: true })
    .on('error', () => undefined)
    .unref()
}
