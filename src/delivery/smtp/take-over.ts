import type { Socket } from 'node:net'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'

/**
 * What nodemailer's connection keeps to itself, as of 10.6: its listeners on the socket, and what it has read and not
 * used. Nothing here is promised by nodemailer, so nothing is taken for granted.
 */
interface Insides {
  _onSocketData?: unknown
  _onSocketError?: unknown
  _onSocketClose?: unknown
  _onSocketEnd?: unknown
  _onSocketTimeout?: unknown
  _onConnectionSocketError?: unknown
  _remainder?: unknown
  _responseQueue?: unknown
}

type Listener = (...values: unknown[]) => void

const listeners = [
  ['data', '_onSocketData'],
  ['timeout', '_onSocketTimeout'],
  ['close', '_onSocketClose'],
  ['end', '_onSocketEnd'],
  ['error', '_onSocketError'],
  ['error', '_onConnectionSocketError'],
] as const

/**
 * Takes the socket from a connection that has logged in and waits for nothing. The connection is left without any
 * hold on the socket: its listeners and its time-out are gone. The socket stands still until somebody listens.
 *
 * Returns why it can not be taken, if bytes that nothing asked for have come (they would be read as the answer to our
 * first command), or if a release of nodemailer holds the socket in a way that is not known here.
 */
export function takeOver(connection: SMTPConnection): Socket | string {
  const { _socket: socket } = connection
  if (!socket || socket.destroyed || !socket.writable) return 'The server closed the connection'
  const insides = connection as unknown as Insides
  if (hasLeftOver(insides)) return 'Unexpected bytes from the server before the first letter'
  socket.pause()
  for (const [event, name] of listeners) {
    const listener = insides[name]
    if (typeof listener === 'function') socket.removeListener(event, listener as Listener)
  }
  socket.setTimeout(0)
  const stillHeld = socket.listenerCount('data') + socket.listenerCount('timeout')
  if (stillHeld > 0) return 'This release of nodemailer does not let go of its socket'
  return socket
}

function hasLeftOver({ _remainder, _responseQueue }: Insides): boolean {
  const queued = Array.isArray(_responseQueue) ? _responseQueue.length : 0
  return queued > 0 || (typeof _remainder === 'string' && _remainder !== '')
}
